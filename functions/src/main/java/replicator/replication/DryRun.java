package replicator.replication;

import static java.util.function.Predicate.not;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import replicator.cost.Rates;
import replicator.destination.DestinationRegistry;
import replicator.image.Digest;
import replicator.plan.Batches;
import replicator.plan.Copy;
import replicator.plan.Plan;
import replicator.plan.Preview;

/** Reports what a run would do; writes nothing anywhere, and needs no lease. */
public final class DryRun {
  private final DestinationRegistry destination;
  private final int maxConcurrency;
  private final Rates rates;

  public DryRun(DestinationRegistry destination, int maxConcurrency, Rates rates) {
    this.destination = destination;
    this.maxConcurrency = maxConcurrency;
    this.rates = rates;
  }

  public Preview of(Plan plan) {
    return Preview.of(plan, aliases(plan.batches()), maxConcurrency, rates);
  }

  /** The images that BatchPreparation would find at the destination, under another tag. */
  private Set<String> aliases(Batches batches) {
    Stream<Copy> fresh =
        batches.all().stream().flatMap(batch -> batch.copies().stream()).filter(not(Copy::isAgain));
    Set<String> aliases = new HashSet<>();
    Copy.byRepository(fresh)
        .forEach(
            (repository, copies) -> {
              Set<Digest> present = new HashSet<>(destination.tags(repository).values());
              copies.stream()
                  .filter(copy -> present.contains(copy.digest()))
                  .map(Copy::image)
                  .forEach(aliases::add);
            });
    return aliases;
  }
}
