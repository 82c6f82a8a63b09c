package replicator.plan;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replicator.selection.Selection;
import replicator.source.SourceRegistry;

/** Works out what a run has to do; writes nothing. */
public final class Planner {
  private final Selection selection;
  private final SourceRegistry source;
  private final DestinationNaming naming;
  private final Comparison comparison;
  private final BatchPacker packer;

  public Planner(
      Selection selection,
      SourceRegistry source,
      DestinationNaming naming,
      Comparison comparison,
      BatchPacker packer) {
    this.selection = selection;
    this.source = source;
    this.naming = naming;
    this.comparison = comparison;
    this.packer = packer;
  }

  /**
   * @param earlier how far the run is planned
   * @param enough when this part of the plan is large enough
   */
  public Plan plan(Progress earlier, Enough enough) {
    List<Wanted> wanted =
        naming.wanted(selection.among(source::repositories)).stream()
            .filter(one -> earlier.isBefore(one.destination()))
            .sorted(Comparator.comparing(Wanted::destination))
            .toList();
    Comparison.Part part = comparison.of(wanted, enough, earlier.upToDate() + earlier.toCopy() > 0);
    Difference difference = part.difference();
    Set<String> matched = new HashSet<>(selection.entries());
    matched.retainAll(difference.matched());
    boolean isLast = part.repositories() == wanted.size();
    return new Plan(
        difference,
        packer.pack(difference.copies(), earlier.batches()),
        Stream.concat(
                difference.unlisted().stream(), isLast ? useless(earlier, matched) : Stream.empty())
            .toList(),
        matched,
        isLast ? Optional.empty() : Optional.of(wanted.get(part.repositories() - 1).destination()));
  }

  private Stream<String> useless(Progress earlier, Set<String> matched) {
    return selection.entries().stream()
        .filter(entry -> !matched.contains(entry) && !earlier.hasMatched(entry))
        .sorted()
        .map("the entry \"%s\" of the list matches no image of the source"::formatted);
  }
}
