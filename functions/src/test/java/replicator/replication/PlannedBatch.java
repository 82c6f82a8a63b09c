package replicator.replication;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import replicator.copy.Batch;
import replicator.copy.InMemoryTasks;
import replicator.copy.TaskEnd;

/** A batch of two copies, for which no task has been started. */
abstract class PlannedBatch extends OneBatch {

  @BeforeEach
  void begin() {
    world.begin(new Batch(1, List.of(V1, V2)));
  }

  void launch(String token) {
    world.launch().launch(world.id(), 1, world.terms(), token);
  }

  TaskEnd end() {
    return world.tasks.end(InMemoryTasks.arnOf(first), "EssentialContainerExited", "exited", 0);
  }
}
