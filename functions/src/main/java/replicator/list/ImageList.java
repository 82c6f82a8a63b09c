package replicator.list;

import static java.util.stream.Collectors.toSet;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import replicator.image.Repository;
import replicator.names.Named;
import replicator.names.Names;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.selection.Selection;

/** The images that a person listed; docs/selection.md describes the syntax. */
public final class ImageList implements Selection {
  private final ListedEntries listed;
  private final Names names;

  ImageList(ListedEntries listed, Names names) {
    this.listed = listed;
    this.names = names;
  }

  /**
   * @param parameter of the stack that the text comes from, for messages
   * @throws replicator.failure.InvalidParameter naming the entries that are malformed, the line of
   *     each and what would be right
   */
  public static ImageList parse(String parameter, String text, Names names) {
    return new ImageList(new ImageListParser(parameter, names).parse(text), names);
  }

  @Override
  public List<Selected> among(Supplier<List<Repository>> repositories) {
    SortedMap<Named, Set<Entry>> wanted = new TreeMap<>();
    listed.ofOne().forEach((named, entries) -> wanted.put(named, new LinkedHashSet<>(entries)));
    if (!listed.ofSeveral().isEmpty()) {
      repositories.get().stream()
          .filter(names::covers)
          .forEach(repository -> addMatching(repository, wanted));
    }
    return wanted.entrySet().stream()
        .flatMap(entry -> selected(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private void addMatching(Repository repository, Map<Named, Set<Entry>> wanted) {
    Named named = new Named(repository, names.path(repository));
    listed
        .ofSeveral()
        .forEach(
            (entry, glob) -> {
              if (glob.matches(repository)) {
                wanted.computeIfAbsent(named, _ -> new LinkedHashSet<>()).add(entry);
              }
            });
  }

  private Optional<Selected> selected(Named named, Set<Entry> entries) {
    List<TagPattern> excluded = listed.exclusions().of(named.repository());
    return Choices.of(entries, excluded)
        .map(choice -> new Selected(named.repository(), named.path(), choice));
  }

  /**
   * Those that choose by a pattern or a rule; and those that name a tag which the list itself
   * excludes, so that people hear of them as of every other useless entry.
   */
  @Override
  public Entries entries() {
    Set<String> ofOne = new HashSet<>();
    listed
        .ofOne()
        .forEach(
            (named, entries) -> {
              List<TagPattern> excluded = listed.exclusions().of(named.repository());
              entries.stream()
                  .filter(entry -> !Choices.isNamed(entry, excluded))
                  .forEach(entry -> ofOne.add(entry.toString()));
            });
    return new Entries(
        ofOne, listed.ofSeveral().keySet().stream().map(Entry::toString).collect(toSet()));
  }
}
