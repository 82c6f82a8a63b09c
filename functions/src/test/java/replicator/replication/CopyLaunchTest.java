package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.copy.Attempt;
import replicator.copy.BatchRecords;
import replicator.copy.ImageState;
import replicator.copy.ImageStatuses;
import replicator.copy.InMemoryTasks;
import replicator.copy.InMemoryTasks.Task;
import replicator.copy.Launch;
import replicator.copy.TaskRefused;
import replicator.copy.Tasks;
import replicator.copy.Verdict;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

class CopyLaunchTest extends PlannedBatch {

  @Test
  void a_task_is_started_with_what_is_missing_and_is_written_down() {
    launch("token");

    assertThat(world.tasks.started())
        .containsExactly(new Task(first, List.of(V1, V2), Optional.empty()));
    assertThat(attempt())
        .isEqualTo(
            new Attempt(
                first,
                "token",
                new Launch(World.START, 0, Optional.of(InMemoryTasks.arnOf(first))),
                Optional.empty(),
                false));
    assertThat(world.state(V1)).isEqualTo(ImageState.COPYING);
    assertThat(world.tokens.answered()).isEmpty();
  }

  @Test
  void the_attempt_is_written_down_before_its_task_is_started() {
    world.crashes.meanwhile(
        Tasks.class,
        "start",
        () ->
            assertThat(attempt())
                .extracting(Attempt::id, Attempt::token)
                .containsExactly(first, "token"));

    launch("token");

    assertThat(world.tasks.started()).hasSize(1);
  }

  @Test
  void a_batch_of_which_nothing_is_left_is_done_without_a_task() {
    world.statuses.markSucceeded(world.id(), List.of(V1));
    world.statuses.giveUp(world.id(), Map.of(V2, "gone"));

    launch("token");

    assertThat(world.tokens.answer("token")).contains(new Verdict.Done());
    assertThat(world.tasks.started()).isEmpty();
  }

  @Test
  void a_task_that_cannot_be_started_now_is_tried_again_as_the_same_attempt() {
    world.crashes.meanwhile(
        Tasks.class,
        "start",
        () -> {
          throw new TransientFailure("no capacity");
        });

    assertThatThrownBy(() -> launch("one")).hasMessage("no capacity");
    launch("two");

    assertThat(world.tasks.started()).map(Task::attempt).containsExactly(first);
    assertThat(attempt().token()).isEqualTo("two");
  }

  @Test
  void a_task_that_was_refused_is_asked_for_under_another_name_as_the_same_attempt() {
    world.tasks.refuse("no capacity");
    world.tasks.refuse("still none");

    assertThatThrownBy(() -> launch("one"))
        .isInstanceOf(TaskRefused.class)
        .hasMessage("no capacity");
    assertThatThrownBy(() -> launch("two"))
        .isInstanceOf(TaskRefused.class)
        .hasMessage("still none");
    launch("three");

    assertThat(world.tasks.asked()).containsExactly(first + "/0", first + "/1", first + "/2");
    assertThat(world.tasks.started()).map(Task::attempt).containsExactly(first);
    assertThat(attempt().token()).isEqualTo("three");
  }

  @Test
  void an_outage_of_which_nobody_knows_whether_it_started_a_task_is_repeated_under_the_same_name() {
    world.crashes.meanwhile(
        BatchRecords.class,
        "recordTask",
        () -> {
          throw new TransientFailure("the table does not answer");
        });

    assertThatThrownBy(() -> launch("one")).hasMessage("the table does not answer");
    launch("two");

    assertThat(world.tasks.asked()).containsExactly(first + "/0", first + "/0");
    assertThat(world.tasks.started()).hasSize(1);
  }

  @Test
  void of_two_tasks_that_slow_calls_have_got_the_second_is_stopped_and_its_end_is_no_end() {
    world.crashes.meanwhile(Tasks.class, "start", () -> world.batches.recordTask(first, "quicker"));

    launch("token");

    assertThat(attempt().taskArn()).contains("quicker");
    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    world.completion().complete(first, end());
    assertThat(attempt().isOpen()).isTrue();
    assertThat(world.state(V1)).isEqualTo(ImageState.COPYING);
  }

  @Test
  void a_batch_that_is_given_up_before_its_attempt_is_written_down_gets_no_task() {
    world.crashes.meanwhile(
        BatchRecords.class,
        "open",
        () -> world.completion().giveUp(world.id(), 1, "stopped by a person"));

    launch("token");

    assertThat(world.tasks.started()).isEmpty();
    assertThat(attempt().isOpen()).isFalse();
    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
  }

  @Test
  void a_task_that_is_started_while_the_images_are_given_up_is_stopped() {
    world.crashes.meanwhile(ImageStatuses.class, "giveUp", () -> launch("token"));

    world.completion().giveUp(world.id(), 1, "stopped by a person");

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    assertThat(attempt().isOpen()).isFalse();
    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
  }

  @Test
  void a_task_that_is_started_while_its_batch_is_given_up_is_stopped() {
    world.crashes.meanwhile(
        Tasks.class,
        "start",
        () -> world.completion().giveUp(world.id(), 1, "stopped by a person"));

    launch("token");

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
  }

  @Test
  void a_task_that_can_never_be_started_fails_its_images_when_the_batch_is_given_up() {
    world.crashes.meanwhile(
        Tasks.class,
        "start",
        () -> {
          throw new PermanentFailure("the role may not be passed");
        });

    assertThatThrownBy(() -> launch("one")).isInstanceOf(PermanentFailure.class);
    world.completion().giveUp(world.id(), 1, "the role may not be passed");

    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
    assertThat(world.reason(V1)).contains("the role may not be passed");
    assertThat(attempt().isOpen()).isFalse();
  }

  @Test
  void a_batch_whose_time_is_over_is_given_up_and_its_running_task_stopped() {
    CopyLaunch.Terms terms = world.terms();
    world.launch().launch(world.id(), 1, terms, "one");
    world.pass(BatchPreparation.LONGEST);

    assertThatThrownBy(() -> world.launch().launch(world.id(), 1, terms, "two"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("not copied in the 10 hours that a batch has");
    world.completion().giveUp(world.id(), 1, "not copied in time");

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    assertThat(world.reason(V1)).contains("not copied in time");
  }

  @Test
  void a_batch_that_does_not_exist_is_named() {
    assertThatThrownBy(() -> world.launch().launch(world.id(), 7, world.terms(), "token"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("no batch 7");
  }
}
