package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.plan.SampleCopies.copy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.InMemoryTasks.Task;
import replicator.copy.Launch;
import replicator.copy.TaskEnd;
import replicator.copy.Verdict;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.plan.Batch;
import replicator.plan.Copy;

class CopyLaunchTest {
  private static final Copy V1 = copy("app", "v1", 1);
  private static final Copy V2 = copy("app", "v2", 2);

  private final World world = new World();
  private final AttemptId first = new AttemptId(world.id(), 1, 1);
  private final AttemptId second = new AttemptId(world.id(), 1, 2);

  @BeforeEach
  void begin() {
    world.begin(new Batch(1, List.of(V1, V2)));
  }

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
        "Tasks.start",
        () ->
            assertThat(attempt())
                .extracting(Attempt::id, Attempt::token)
                .containsExactly(first, "token"));

    launch("token");

    assertThat(world.tasks.started()).hasSize(1);
  }

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
    world.statuses.copying(first, List.of(V1, V2));
    world.tasks.start(first, List.of(V1, V2));

    launch("new");

    assertThat(world.tasks.started()).hasSize(1);
    assertThat(attempt().taskArn()).contains(InMemoryTasks.arnOf(first));
  }

  @Test
  void entered_again_when_the_images_of_an_attempt_without_a_task_have_arrived_it_is_done() {
    world.batches.open(first, "old");
    world.statuses.succeeded(world.id(), List.of(V1, V2));

    launch("new");

    assertThat(world.tasks.started()).isEmpty();
    assertThat(world.tokens.answer("new")).contains(new Verdict.Done());
    assertThat(attempt().isOpen()).isFalse();
  }

  @Test
  void an_event_that_comes_before_it_has_returned_is_not_undone() {
    world.crashes.meanwhile(
        "BatchRecords.started",
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
  void a_batch_of_which_nothing_is_left_is_done_without_a_task() {
    world.statuses.succeeded(world.id(), List.of(V1));
    world.statuses.givenUp(world.id(), Map.of(V2, "gone"));

    launch("token");

    assertThat(world.tokens.answer("token")).contains(new Verdict.Done());
    assertThat(world.tasks.started()).isEmpty();
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
    world.crashes.meanwhile("ImageStatuses.of", () -> launch("quicker"));

    assertThatThrownBy(() -> launch("slower")).isInstanceOf(TransientFailure.class);
    launch("slower again");

    assertThat(world.tasks.started()).hasSize(1);
    assertThat(attempt().token()).isEqualTo("slower again");
  }

  @Test
  void an_attempt_that_is_closed_while_it_is_adopted_is_looked_at_again() {
    launch("old");
    world.crashes.meanwhile(
        "BatchRecords.adopt",
        () -> {
          arrive(V1, V2);
          world.completion().complete(first, end());
        });

    assertThatThrownBy(() -> launch("new")).isInstanceOf(TransientFailure.class);
    launch("newer");

    assertThat(world.tokens.answer("newer")).contains(new Verdict.Done());
    assertThat(world.tasks.started()).hasSize(1);
  }

  @Test
  void a_task_that_cannot_be_started_now_is_tried_again_as_the_same_attempt() {
    world.crashes.meanwhile(
        "Tasks.start",
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
        .isInstanceOf(TransientFailure.class)
        .hasMessage("no capacity");
    assertThatThrownBy(() -> launch("two"))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("still none");
    launch("three");

    assertThat(world.tasks.asked()).containsExactly(first + "/0", first + "/1", first + "/2");
    assertThat(world.tasks.started()).map(Task::attempt).containsExactly(first);
    assertThat(attempt().token()).isEqualTo("three");
  }

  @Test
  void an_outage_of_which_nobody_knows_whether_it_started_a_task_is_repeated_under_the_same_name() {
    world.crashes.meanwhile(
        "BatchRecords.started",
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
    world.crashes.meanwhile("Tasks.start", () -> world.batches.started(first, "quicker"));

    launch("token");

    assertThat(attempt().taskArn()).contains("quicker");
    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    world.completion().complete(first, end());
    assertThat(attempt().isOpen()).isTrue();
    assertThat(world.state(V1)).isEqualTo(ImageState.COPYING);
  }

  @Test
  void a_task_that_is_started_while_its_batch_is_given_up_is_stopped() {
    world.crashes.meanwhile(
        "Tasks.start", () -> world.completion().giveUp(world.id(), 1, "stopped by a person"));

    launch("token");

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
  }

  @Test
  void a_task_that_can_never_be_started_fails_its_images_when_the_batch_is_given_up() {
    world.crashes.meanwhile(
        "Tasks.start",
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
  void a_batch_that_does_not_exist_is_named() {
    assertThatThrownBy(() -> world.launch().launch(world.id(), 7, "token"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("no batch 7");
  }

  private void launch(String token) {
    world.launch().launch(world.id(), 1, token);
  }

  private Attempt attempt() {
    return world.batches.get(world.id(), 1).attempt().orElseThrow();
  }

  private void arrive(Copy... copies) {
    for (Copy copy : copies) {
      world.destination.push(copy.destination().name(), copy.tag().value(), copy.digest());
    }
  }

  private TaskEnd end() {
    return world.tasks.end(InMemoryTasks.arnOf(first), "EssentialContainerExited", "exited", 0);
  }
}
