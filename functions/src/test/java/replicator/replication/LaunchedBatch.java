package replicator.replication;

import static replicator.copy.SampleCopies.copy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.TaskEnd;

/** A batch of three copies, whose task has been started. */
abstract class LaunchedBatch {

  static final Copy V1 = copy("app", "v1", 1);
  static final Copy V2 = copy("app", "v2", 2);
  static final Copy V3 = copy("other", "v3", 3);

  final World world = new World();
  final AttemptId first = new AttemptId(world.id(), 1, 1);
  final AttemptId second = new AttemptId(world.id(), 1, 2);

  @BeforeEach
  void launch() {
    world.begin(new Batch(1, List.of(V1, V2, V3)));
    world.launch().launch(world.id(), 1, world.terms(), "token");
  }

  @AfterEach
  void interruptionsAreMet() {
    world.crashes.assertMet();
  }

  List<ImageState> states() {
    return List.of(world.state(V1), world.state(V2), world.state(V3));
  }

  Attempt attempt() {
    return world.batches.get(world.id(), 1).attempt().orElseThrow();
  }

  void arrive(Copy... copies) {
    for (Copy copy : copies) {
      world.destination.push(copy.destination().name(), copy.tag().value(), copy.digest());
    }
  }

  void said(AttemptId attempt, Copy copy, String reason) {
    world.log.failed(InMemoryTasks.arnOf(attempt), copy, reason);
  }

  TaskEnd complete(AttemptId attempt, int exitCode) {
    TaskEnd end = end(attempt, exitCode);
    world.completion().complete(attempt, end);
    return end;
  }

  static TaskEnd end(AttemptId attempt, int exitCode) {
    return new TaskEnd(
        InMemoryTasks.arnOf(attempt),
        "EssentialContainerExited",
        "container exited",
        Optional.of(exitCode));
  }
}
