package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.copy.Attempt;
import replicator.copy.BatchRecords;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.InMemoryTasks.Task;
import replicator.copy.Tasks;
import replicator.copy.Verdict;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

/** LaunchCopy, entered more than once. */
class CopyLaunchAgainTest extends PlannedBatch {

  @Test
  void entered_again_while_the_task_runs_it_waits_on_with_the_new_token() {
    launch("old");
    launch("new");

    assertThat(world.tasks.started()).hasSize(1);
    assertThat(attempt().token()).isEqualTo("new");

    arrive(V1, V2);
    world.completion().complete(first, end());
    assertThat(world.tokens.answered()).containsExactly("new");
  }

  @Test
  void entered_again_after_a_task_whose_event_was_lost_it_finishes_the_attempt() {
    launch("old");
    arrive(V1, V2);
    end();

    launch("new");

    assertThat(world.tokens.answer("new")).contains(new Verdict.Done());
    assertThat(world.state(V1)).isEqualTo(ImageState.SUCCEEDED);
    assertThat(attempt().answered()).isTrue();
  }

  @Test
  void entered_again_after_a_task_that_ecs_has_forgotten_it_asks_the_destination() {
    launch("old");
    arrive(V1);
    world.tasks.forget(InMemoryTasks.arnOf(first));

    launch("new");

    assertThat(world.state(V1)).isEqualTo(ImageState.SUCCEEDED);
    assertThat(world.state(V2)).isEqualTo(ImageState.PENDING);
    assertThat(world.reason(V2))
        .hasValueSatisfying(reason -> assertThat(reason).contains("ECS no longer knows the task"));
    assertThat(world.tokens.answer("new")).containsInstanceOf(Verdict.Retry.class);
  }

  @Test
  void entered_again_when_it_died_before_the_task_was_started_it_starts_the_same_attempt() {
    world.batches.open(first, "old");

    launch("new");

    assertThat(world.tasks.started()).map(Task::attempt).containsExactly(first);
    assertThat(attempt().token()).isEqualTo("new");
    assertThat(world.state(V1)).isEqualTo(ImageState.COPYING);
  }

  @Test
  void entered_again_when_it_died_after_the_task_was_started_it_starts_no_second_task() {
    world.batches.open(first, "old");
    world.statuses.markCopying(first, List.of(V1, V2));
    world.tasks.start(first, List.of(V1, V2));

    launch("new");

    assertThat(world.tasks.started()).hasSize(1);
    assertThat(attempt().taskArn()).contains(InMemoryTasks.arnOf(first));
  }

  @Test
  void entered_again_when_the_images_of_an_attempt_without_a_task_have_arrived_it_is_done() {
    world.batches.open(first, "old");
    world.statuses.markSucceeded(world.id(), List.of(V1, V2));

    launch("new");

    assertThat(world.tasks.started()).isEmpty();
    assertThat(world.tokens.answer("new")).contains(new Verdict.Done());
    assertThat(attempt().isOpen()).isFalse();
  }

  @Test
  void an_event_that_comes_before_it_has_returned_is_not_undone() {
    world.crashes.meanwhile(
        BatchRecords.class,
        "recordTask",
        () -> {
          arrive(V1, V2);
          world.completion().complete(first, end());
        });

    launch("token");

    assertThat(world.tokens.answered()).containsExactly("token");
    assertThat(attempt().isOpen()).isFalse();
    assertThat(world.state(V1)).isEqualTo(ImageState.SUCCEEDED);
  }

  @Test
  void a_task_that_nobody_waits_for_and_that_may_not_be_stopped_disturbs_nobody() {
    world.crashes.meanwhile(
        BatchRecords.class, "recordTask", () -> world.batches.recordTask(first, "quicker"));
    world.crashes.meanwhile(
        Tasks.class,
        "stop",
        () -> {
          throw new PermanentFailure("ecs:StopTask on another cluster: denied");
        });

    launch("token");

    assertThat(attempt())
        .extracting(Attempt::isOpen, Attempt::taskArn)
        .containsExactly(true, Optional.of("quicker"));
  }

  @Test
  void another_attempt_copies_only_what_is_still_missing() {
    launch("one");
    arrive(V1);
    world.completion().complete(first, end());

    launch("two");

    assertThat(world.tasks.started())
        .last()
        .isEqualTo(new Task(second, List.of(V2), Optional.empty()));
  }

  @Test
  void two_that_enter_at_the_same_time_start_one_task() {
    world.crashes.meanwhile(BatchRecords.class, "open", () -> launch("quicker"));

    assertThatThrownBy(() -> launch("slower")).isInstanceOf(TransientFailure.class);
    launch("slower again");

    assertThat(world.tasks.started()).hasSize(1);
    assertThat(attempt().token()).isEqualTo("slower again");
  }

  @Test
  void an_attempt_that_is_closed_while_it_is_adopted_is_looked_at_again() {
    launch("old");
    world.crashes.meanwhile(
        BatchRecords.class,
        "adopt",
        () -> {
          arrive(V1, V2);
          world.completion().complete(first, end());
        });

    assertThatThrownBy(() -> launch("new")).isInstanceOf(TransientFailure.class);
    launch("newer");

    assertThat(world.tokens.answer("newer")).contains(new Verdict.Done());
    assertThat(world.tasks.started()).hasSize(1);
  }
}
