package replicator.replication;

import static replicator.copy.SampleCopies.copy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.InMemoryTasks;
import replicator.copy.TaskEnd;

/** A batch of two copies, for which no task has been started. */
abstract class PlannedBatch {

  static final Copy V1 = copy("app", "v1", 1);
  static final Copy V2 = copy("app", "v2", 2);

  final World world = new World();
  final AttemptId first = new AttemptId(world.id(), 1, 1);
  final AttemptId second = new AttemptId(world.id(), 1, 2);

  @BeforeEach
  void begin() {
    world.begin(new Batch(1, List.of(V1, V2)));
  }

  @AfterEach
  void interruptionsAreMet() {
    world.crashes.assertMet();
  }

  void launch(String token) {
    world.launch().launch(world.id(), 1, world.terms(), token);
  }

  Attempt attempt() {
    return world.batches.get(world.id(), 1).attempt().orElseThrow();
  }

  void arrive(Copy... copies) {
    for (Copy copy : copies) {
      world.destination.push(copy.destination().name(), copy.tag().value(), copy.digest());
    }
  }

  TaskEnd end() {
    return world.tasks.end(InMemoryTasks.arnOf(first), "EssentialContainerExited", "exited", 0);
  }
}
