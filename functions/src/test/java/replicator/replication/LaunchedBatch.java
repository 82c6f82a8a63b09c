package replicator.replication;

import static replicator.copy.SampleCopies.copy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.TaskEnd;

/** A batch of three copies, whose task has been started. */
abstract class LaunchedBatch extends OneBatch {

  static final Copy OTHER = copy("other", "v3", 3);

  @BeforeEach
  void launch() {
    world.begin(new Batch(1, List.of(V1, V2, OTHER)));
    world.launch().launch(world.id(), 1, world.terms(), "token");
  }

  List<ImageState> states() {
    return List.of(world.state(V1), world.state(V2), world.state(OTHER));
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
