package replicator.replication;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import replicator.destination.DestinationRegistry;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.plan.Batch;
import replicator.plan.Batches;
import replicator.plan.Copy;
import replicator.plan.Plan;
import replicator.plan.Preview;
import replicator.plan.Rates;

/** Tells what a run would do; writes nothing anywhere, and needs no lease. */
public final class DryRun {
  private final DestinationRegistry destination;
  private final int tasksAtOnce;
  private final Rates rates;

  public DryRun(DestinationRegistry destination, int tasksAtOnce, Rates rates) {
    this.destination = destination;
    this.tasksAtOnce = tasksAtOnce;
    this.rates = rates;
  }

  public Preview of(Plan plan) {
    return Preview.of(plan, aliases(plan.batches()), tasksAtOnce, rates);
  }

  /** What BatchPreparation would find at the destination, under another tag. */
  private Set<String> aliases(Batches batches) {
    Map<RepositoryName, List<Copy>> byRepository =
        Stream.concat(batches.first().stream(), batches.further().stream())
            .map(Batch::copies)
            .flatMap(List::stream)
            .filter(copy -> !copy.isAgain())
            .collect(groupingBy(copy -> copy.destination().name(), LinkedHashMap::new, toList()));
    Set<String> aliases = new HashSet<>();
    byRepository.forEach(
        (repository, copies) -> {
          Set<Digest> present = Set.copyOf(new HashSet<>(destination.tags(repository).values()));
          copies.stream()
              .filter(copy -> present.contains(copy.digest()))
              .map(Copy::image)
              .forEach(aliases::add);
        });
    return aliases;
  }
}
