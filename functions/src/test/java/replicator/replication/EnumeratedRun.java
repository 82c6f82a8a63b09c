package replicator.replication;

import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.destination;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
import replicator.run.Run;

/** A run of the first execution, whose plans a test makes. */
abstract class EnumeratedRun {

  static final Copy V1 = copy("app", "v1", 1);
  static final Copy V2 = copy("app", "v2", 2);
  static final Copy V3 = copy("app", "v3", 3);
  static final Unavailable GONE =
      new Unavailable(
          source("app"),
          destination("app"),
          new Tag("v9"),
          Optional.empty(),
          "the source has no image v9");

  final World world = new World();

  @BeforeEach
  void start() {
    world.executions.start(World.EXECUTION, "{}");
  }

  @AfterEach
  void interruptionsAreMet() {
    world.crashes.assertMet();
  }

  Begun begin(Plan plan) {
    return world
        .enumeration()
        .begin(World.EXECUTION, World.START, false, Progress.NONE, () -> plan);
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

  Run run() {
    return world.runs.find(world.id()).orElseThrow();
  }
}
