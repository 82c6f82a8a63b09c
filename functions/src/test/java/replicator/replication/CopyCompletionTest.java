package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.digest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.CopyFailure;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.TaskEnd;
import replicator.copy.TaskLog;
import replicator.copy.TaskTime;
import replicator.copy.Verdict;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.RepositoryName;
import replicator.run.RunId;

class CopyCompletionTest extends LaunchedBatch {

  @Test
  void what_has_arrived_has_succeeded_and_the_state_goes_on() {
    arrive(V1, V2, OTHER);

    complete(first, 0);

    assertThat(states()).containsOnly(ImageState.SUCCEEDED);
    assertThat(world.tokens.answer("token")).contains(new Verdict.Done());
    assertThat(attempt().answered()).isTrue();
  }

  @Test
  void what_has_arrived_has_succeeded_whatever_the_exit_code_and_the_log_say() {
    arrive(V1, V2, OTHER);
    said(first, V1, "manifest unknown");

    complete(first, 1);

    assertThat(states()).containsOnly(ImageState.SUCCEEDED);
    assertThat(world.tokens.answer("token")).contains(new Verdict.Done());
  }

  @Test
  void what_has_not_arrived_is_missing_even_if_the_task_says_that_all_is_well() {
    arrive(V1, V2);

    complete(first, 0);

    assertThat(states())
        .containsExactly(ImageState.SUCCEEDED, ImageState.SUCCEEDED, ImageState.PENDING);
    assertThat(world.reason(OTHER))
        .contains(
            "the task ended without copying it"
                + " (exit code 0, EssentialContainerExited: container exited)");
    assertThat(world.tokens.answer("token"))
        .contains(
            new Verdict.Retry(
                "%s has not arrived: %s"
                    .formatted(OTHER.image(), world.reason(OTHER).orElseThrow())));
  }

  @Test
  void a_tag_that_points_to_another_digest_has_not_arrived() {
    arrive(V1, V2);
    world.destination.push(OTHER.destination().name(), "v3", digest(99));

    complete(first, 0);

    assertThat(world.state(OTHER)).isEqualTo(ImageState.PENDING);
    assertThat(world.reason(OTHER).orElseThrow())
        .endsWith("; the tag points to %s, which this run has not put there".formatted(digest(99)));
  }

  @Test
  void a_tag_that_still_points_to_what_was_there_before_is_not_said_to_be_pushed_over() {
    Copy changed =
        Copy.of(
            OTHER.source(),
            OTHER.digest(),
            OTHER.destination(),
            OTHER.tag(),
            Optional.of(digest(98)));
    world.destination.push(OTHER.destination().name(), "v3", digest(98));

    assertThat(
            Settlement.of(
                    Arrival.of(() -> world.destination, List.of(changed)),
                    copy -> false,
                    copy -> Optional.of("denied"),
                    said -> new CopyFailure(said.orElseThrow(), true))
                .reasons(true))
        .isEqualTo(Map.of(changed, "denied"));
  }

  @Test
  void a_repository_that_nobody_may_look_into_fails_its_images_and_no_others() {
    arrive(V1, V2);
    world.destination.fail(
        OTHER.destination().name(), new PermanentFailure("ecr:BatchGetImage was refused"));

    complete(first, 0);

    assertThat(states())
        .containsExactly(ImageState.SUCCEEDED, ImageState.SUCCEEDED, ImageState.FAILED);
    assertThat(world.reason(OTHER).orElseThrow())
        .isEqualTo("whether it has arrived is not known: ecr:BatchGetImage was refused");
    assertThat(world.tokens.answer("token")).contains(new Verdict.Done());
  }

  @Test
  void what_only_a_person_can_mend_fails_at_once_and_ends_the_batch() {
    arrive(V1, V2);
    said(first, OTHER, "manifest unknown");

    complete(first, 1);

    assertThat(world.state(OTHER)).isEqualTo(ImageState.FAILED);
    assertThat(world.reason(OTHER)).contains("manifest unknown");
    assertThat(world.tokens.answer("token")).contains(new Verdict.Done());
  }

  @Test
  void of_several_that_are_missing_only_what_may_still_come_is_tried_again() {
    said(first, V1, "manifest unknown");
    said(first, V2, "503 (Service Unavailable)");

    complete(first, 1);

    assertThat(states()).containsExactly(ImageState.FAILED, ImageState.PENDING, ImageState.PENDING);
    assertThat(world.tokens.answer("token"))
        .contains(
            new Verdict.Retry(
                "%s has not arrived: 503 (Service Unavailable), and 1 more".formatted(V2.image())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SpotInterruption", "TerminationNotice"})
  void what_a_task_left_whose_machine_was_taken_is_tried_again_and_is_no_failed_attempt(
      String stopCode) {
    arrive(V1, V2);

    world
        .completion()
        .complete(
            first,
            new TaskEnd(InMemoryTasks.arnOf(first), stopCode, "reclaimed", Optional.of(143)));

    assertThat(states())
        .containsExactly(ImageState.SUCCEEDED, ImageState.SUCCEEDED, ImageState.PENDING);
    assertThat(world.tokens.answer("token")).containsInstanceOf(Verdict.Interrupted.class);
  }

  @Test
  void an_event_that_comes_twice_is_answered_once() {
    arrive(V1, V2, OTHER);

    complete(first, 0);
    complete(first, 0);

    assertThat(world.tokens.answered()).containsExactly("token");
  }

  @Test
  @Timeout(30)
  void an_event_that_is_handled_twice_at_the_same_time_is_answered_once()
      throws InterruptedException, ExecutionException {
    CyclicBarrier together = new CyclicBarrier(2);
    TaskLog meeting =
        task -> {
          try {
            together.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          return List.of();
        };
    CopyCompletion completion =
        new CopyCompletion(
            world.batches,
            world.statuses,
            () -> world.destination,
            world.tasks,
            meeting,
            world.tokens);
    TaskEnd end = end(first, 1);
    Callable<Void> event =
        () -> {
          completion.complete(first, end);
          return null;
        };

    try (ExecutorService functions = Executors.newFixedThreadPool(2)) {
      for (Future<Void> function : functions.invokeAll(List.of(event, event))) {
        function.get();
      }
    }

    assertThat(world.tokens.answered()).containsExactly("token");
    assertThat(states()).containsOnly(ImageState.PENDING);
  }

  @Test
  void a_late_event_of_an_older_attempt_asks_nobody_and_changes_nothing() {
    TaskEnd old = complete(first, 1);
    world.launch().launch(world.id(), 1, world.terms(), "second token");
    world.destination.fail(new RepositoryName("app"), new TransientFailure("asked"));

    world.completion().complete(first, old);

    assertThat(states()).containsOnly(ImageState.COPYING);
    assertThat(world.tokens.answered()).containsExactly("token");
    assertThat(attempt()).extracting(Attempt::id, Attempt::isOpen).containsExactly(second, true);
  }

  @Test
  void an_attempt_that_was_closed_but_not_answered_is_answered_by_the_next_event() {
    world.batches.close(first, new Verdict.Retry("a reason"));

    complete(first, 1);

    assertThat(world.tokens.answer("token")).contains(new Verdict.Retry("a reason"));
    assertThat(attempt().answered()).isTrue();
  }

  @Test
  void events_of_unknown_runs_batches_and_attempts_change_nothing() {
    RunId unknown = RunId.of("other", World.START);

    world.completion().complete(new AttemptId(unknown, 1, 1), end(first, 0));
    world.completion().complete(new AttemptId(world.id(), 9, 1), end(first, 0));
    world.completion().complete(second, end(first, 0));

    assertThat(states()).containsOnly(ImageState.COPYING);
    assertThat(world.tokens.answered()).isEmpty();
  }

  @Test
  void a_destination_that_does_not_answer_leaves_everything_open() {
    arrive(V1, V2);
    world.destination.fail(new RepositoryName("other"), new TransientFailure("503"));

    assertThatThrownBy(() -> complete(first, 0)).isInstanceOf(TransientFailure.class);

    assertThat(states()).containsOnly(ImageState.COPYING);
    assertThat(world.tokens.answered()).isEmpty();
    assertThat(attempt().isOpen()).isTrue();
  }

  @Test
  void the_time_of_a_task_counts_once_also_when_its_attempt_was_closed_before_it_ended() {
    AttemptId first = new AttemptId(world.id(), 1, 1);
    world.begin(new Batch(1, List.of(V1)));
    world.batches.open(first, "token");
    TaskEnd end =
        new TaskEnd("task", "UserInitiated", "stopped", Optional.of(143), Duration.ofSeconds(90));

    world.batches.close(first, new Verdict.Done());
    world.completion().complete(first, end);
    world.completion().complete(first, end);

    assertThat(world.batches.get(world.id(), 1).time())
        .isEqualTo(new TaskTime(1, Duration.ofSeconds(90)));
  }
}
