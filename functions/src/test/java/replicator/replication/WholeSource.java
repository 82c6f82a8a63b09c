package replicator.replication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.selection.EveryTag;
import replicator.selection.Selected;
import replicator.selection.Selection;
import replicator.selection.TagChoice;

/** Every tag of every repository, and some by name, whether the source has them or not. */
final class WholeSource implements Selection {
  private final Map<Repository, Set<Tag>> named = new TreeMap<>();
  private final Set<String> entries = new HashSet<>();

  void addTag(Repository repository, String tag) {
    named.computeIfAbsent(repository, name -> new HashSet<>()).add(new Tag(tag));
  }

  /** One that matches nothing. */
  void addEntry(String entry) {
    entries.add(entry);
  }

  @Override
  public List<Selected> among(Supplier<List<Repository>> repositories) {
    List<Selected> all = new ArrayList<>();
    for (Repository repository : repositories.get()) {
      all.add(selected(repository, TagChoice.of(new EveryTag("ALL"))));
    }
    named.forEach((repository, tags) -> all.add(selected(repository, TagChoice.of(tags))));
    return all;
  }

  private static Selected selected(Repository repository, TagChoice choice) {
    return new Selected(repository, repository.name().value(), choice);
  }

  @Override
  public Set<String> entries() {
    return Set.copyOf(entries);
  }
}
