package replicator.plan;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replicator.selection.Entries;
import replicator.selection.Selection;
import replicator.selection.TagRule;
import replicator.source.SourceRegistry;
import replicator.text.Excerpt;

/** Works out what a run has to do; writes nothing. */
public final class Planner {
  /** So that {@link Progress} keeps the sentence around it. */
  private static final int CHARACTERS_OF_ENTRY = 200;

  private final Selection selection;
  private final SourceRegistry source;
  private final DestinationNames names;
  private final Comparison comparison;
  private final BatchPacker packer;

  public Planner(
      Selection selection,
      SourceRegistry source,
      DestinationNames names,
      Comparison comparison,
      BatchPacker packer) {
    this.selection = selection;
    this.source = source;
    this.names = names;
    this.comparison = comparison;
    this.packer = packer;
  }

  /**
   * @param earlier how far the run is planned
   * @param enough when this part of the plan is large enough; asked for when the comparison begins
   */
  public Plan plan(Progress earlier, Supplier<Enough> enough) {
    List<Wanted> all = names.wanted(selection.among(source::repositories));
    List<Wanted> wanted =
        all.stream()
            .filter(one -> earlier.isBefore(one.destination()))
            .sorted(Comparator.comparing(Wanted::destination))
            .toList();
    Comparison.Part part =
        comparison.of(wanted, enough.get(), earlier.upToDate() + earlier.toCopy() > 0);
    List<Wanted> compared = wanted.subList(0, part.repositories());
    boolean isLast = compared.size() == wanted.size();
    Difference difference = part.difference();
    Entries entries = selection.entries();
    Set<String> matched = new HashSet<>(entries.ofSeveral());
    matched.retainAll(difference.matched());
    Stream<String> useless =
        Stream.concat(
                entriesOf(compared).filter(entries.ofOne()::contains),
                isLast ? decidedAtTheEnd(entries, all, earlier) : Stream.empty())
            .filter(not(difference.matched()::contains))
            .sorted()
            .map(entry -> selection.useless(Excerpt.shortened(entry, CHARACTERS_OF_ENTRY)));
    return new Plan(
        difference,
        packer.pack(difference.copies(), earlier.batches()),
        Stream.concat(difference.unlisted().stream(), useless).toList(),
        matched,
        isLast ? Optional.empty() : Optional.of(compared.getLast().destination()));
  }

  /**
   * An entry for several repositories may match in any part; one whose images the list itself
   * excludes is compared in none.
   */
  private static Stream<String> decidedAtTheEnd(
      Entries entries, List<Wanted> all, Progress earlier) {
    Set<String> compared = entriesOf(all).collect(toSet());
    return Stream.concat(
        entries.ofOne().stream().filter(not(compared::contains)),
        entries.ofSeveral().stream().filter(not(earlier::hasMatched)));
  }

  private static Stream<String> entriesOf(List<Wanted> repositories) {
    return repositories.stream().flatMap(one -> one.choice().rules().stream()).map(TagRule::entry);
  }
}
