package replicator.replication;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.list.EveryTag;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.selection.Selection;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;

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
    List<Repository> listed = repositories.get();
    Set<Repository> all = new TreeSet<>(listed);
    all.addAll(named.keySet());
    return all.stream()
        .map(one -> new Selected(one, one.name().value(), choice(one, listed.contains(one))))
        .toList();
  }

  private TagChoice choice(Repository repository, boolean listed) {
    List<TagRule> rules = listed ? List.of(new EveryTag("ALL")) : List.of();
    return new TagChoice(named.getOrDefault(repository, Set.of()), Set.of(), rules);
  }

  @Override
  public Entries entries() {
    return new Entries(Set.of(), entries);
  }
}
