package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.TaskEnd;

/** The destination has had both images before, so that their tags tell nothing of the copies. */
class CopyAgainTest {
  private static final Copy V1 = copy("app", "v1", 1, 1);
  private static final Copy V2 = copy("app", "v2", 2, 2);

  private final World world = new World();
  private final AttemptId first = new AttemptId(world.id(), 1, 1);
  private final String task = InMemoryTasks.arnOf(first);

  @BeforeEach
  void launch() {
    world.destination.push(V1.destination().name(), "v1", V1.digest());
    world.destination.push(V2.destination().name(), "v2", V2.digest());
    world.begin(new Batch(1, List.of(V1, V2)));
    world.launch().launch(world.id(), 1, world.terms(), "token");
  }

  @Test
  void a_task_that_has_copied_all_is_believed_without_its_log() {
    complete(0);

    assertThat(states()).containsOnly(ImageState.SUCCEEDED);
  }

  @Test
  void what_a_task_has_copied_before_it_failed_has_succeeded_and_the_rest_is_tried_again() {
    world.log.copied(task, V1);
    world.log.failed(task, V2, "503 (Service Unavailable)");

    complete(1);

    assertThat(states()).containsExactly(ImageState.SUCCEEDED, ImageState.PENDING);
    assertThat(world.reason(V2)).contains("503 (Service Unavailable)");
  }

  @Test
  void a_task_that_says_nothing_has_copied_nothing() {
    world.completion().complete(first, TaskEnd.forgotten(task));

    assertThat(states()).containsOnly(ImageState.PENDING);
  }

  @Test
  void what_a_task_has_copied_and_the_destination_does_not_have_is_missing() {
    world.destination.push(V1.destination().name(), "v1", digest(9));
    world.log.copied(task, V1);

    complete(0);

    assertThat(states()).containsExactly(ImageState.PENDING, ImageState.SUCCEEDED);
  }

  @Test
  void of_a_batch_that_is_given_up_what_its_task_has_copied_has_succeeded() {
    world.log.copied(task, V1);

    world.completion().giveUp(world.id(), 1, "the run was stopped");

    assertThat(states()).containsExactly(ImageState.SUCCEEDED, ImageState.FAILED);
    assertThat(world.reason(V2)).contains("the run was stopped");
  }

  @Test
  void a_batch_that_never_had_a_task_has_copied_nothing() {
    World other = new World();
    other.destination.push(V1.destination().name(), "v1", V1.digest());
    other.begin(new Batch(1, List.of(V1)));

    other.completion().giveUp(other.id(), 1, "no logins");

    assertThat(other.reason(V1)).contains("no logins");
  }

  private void complete(int exitCode) {
    TaskEnd end =
        new TaskEnd(task, "EssentialContainerExited", "container exited", Optional.of(exitCode));
    world.completion().complete(first, end);
  }

  private List<ImageState> states() {
    return List.of(world.state(V1), world.state(V2));
  }
}
