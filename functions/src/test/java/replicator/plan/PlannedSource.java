package replicator.plan;

import static java.util.stream.Collectors.toSet;
import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replicator.destination.InMemoryDestinationRegistry;
import replicator.image.Repository;
import replicator.list.EveryTag;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.selection.Selection;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
import replicator.source.InMemorySourceRegistry;

/** A source of which a test plans what it selects. */
abstract class PlannedSource {
  final InMemorySourceRegistry source = new InMemorySourceRegistry();
  final InMemoryDestinationRegistry destination = new InMemoryDestinationRegistry(HOST);

  Planner planner(Selection selection) {
    return new Planner(
        selection,
        source,
        new DestinationNames(""),
        new Comparison(source, destination, 2, false),
        new BatchPacker(10, 100, new OneEach()));
  }

  static Selection allTags(String... repositories) {
    List<String> names = List.of(repositories);
    return new Listed(
        names.stream().map(name -> selected(name, name + ":ALL_TAGS")).toList(),
        new Entries(names.stream().map(name -> name + ":ALL_TAGS").collect(toSet()), Set.of()));
  }

  static Selection select(String repository, String entry) {
    return new Listed(List.of(selected(repository, entry)), new Entries(Set.of(entry), Set.of()));
  }

  static Selection several(Set<String> entries, Selected... selected) {
    return new Listed(List.of(selected), new Entries(Set.of(), entries));
  }

  static Selected selected(String repository, String... entries) {
    List<TagRule> rules = Stream.of(entries).<TagRule>map(EveryTag::new).toList();
    return new Selected(source(repository), repository, new TagChoice(Set.of(), Set.of(), rules));
  }

  record Listed(List<Selected> selected, Entries entries) implements Selection {
    @Override
    public List<Selected> among(Supplier<List<Repository>> repositories) {
      return selected;
    }
  }
}
