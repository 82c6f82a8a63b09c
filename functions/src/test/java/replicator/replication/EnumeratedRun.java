package replicator.replication;

import static replicator.copy.SampleCopies.destination;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import replicator.copy.Batch;
import replicator.copy.BatchRecord;
import replicator.copy.Copy;
import replicator.copy.Unavailable;
import replicator.image.Tag;
import replicator.plan.Batches;
import replicator.plan.Differences;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration.Begun;

/** A run of the first execution, whose plans a test makes. */
abstract class EnumeratedRun extends InWorld {

  static final Unavailable GONE =
      new Unavailable(
          source("app"),
          destination("app"),
          new Tag("v9"),
          Optional.empty(),
          "the source has no image v9");

  @BeforeEach
  void start() {
    world.executions.start(World.EXECUTION, "{}");
  }

  Begun begin(Plan plan) {
    return begin(Progress.NONE, plan);
  }

  Begun begin(Progress earlier, Plan plan) {
    return begin(earlier, () -> plan);
  }

  Begun begin(Progress earlier, Supplier<Plan> planning) {
    return world.enumeration().begin(World.EXECUTION, World.START, false, earlier, planning);
  }

  static Plan plan(List<Copy> first, List<Copy> further, List<Unavailable> unavailable) {
    List<Batch> rest = further.isEmpty() ? List.of() : List.of(new Batch(2, further));
    return new Plan(
        Differences.of(
            Stream.concat(first.stream(), further.stream()).toList(), 4, unavailable, Set.of()),
        new Batches(List.of(new Batch(1, first)), rest),
        List.of("a useless entry"),
        Set.of(),
        Optional.empty());
  }

  List<BatchRecord> records() {
    try (Stream<BatchRecord> all = world.batches.all(world.id())) {
      return all.toList();
    }
  }
}
