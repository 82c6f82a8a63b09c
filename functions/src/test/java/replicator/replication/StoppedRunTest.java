package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.Tasks;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.RepositoryName;
import replicator.run.Counts;
import replicator.run.Delivery;
import replicator.run.Ending;
import replicator.run.Notification;
import replicator.run.Run;
import replicator.run.RunStatus;
import replicator.run.StoppedExecution;
import replicator.run.Usage;

class StoppedRunTest extends InWorld {
  private static final Ending SUCCESS =
      new Ending(RunStatus.SUCCEEDED, World.START, "good", Usage.NONE, Optional.empty());

  @Test
  void its_tasks_are_stopped_its_images_settled_and_people_told_why() {
    world.begin(new Batch(1, List.of(V1, V2)), new Batch(2, List.of(V3)));
    world.launch().launch(world.id(), 1, world.terms(), "token");
    world.destination.push(new RepositoryName("app"), "v1", digest(1));

    world.stop();

    assertThat(world.tasks.stopped())
        .containsExactly(InMemoryTasks.arnOf(new AttemptId(world.id(), 1, 1)));
    assertThat(List.of(V1, V2, V3))
        .map(world::state)
        .containsExactly(ImageState.SUCCEEDED, ImageState.FAILED, ImageState.FAILED);
    assertThat(world.reason(V3)).contains("the run was stopped");
    assertThat(world.runs.find(world.id()))
        .hasValueSatisfying(
            run -> {
              assertThat(run.status()).isEqualTo(RunStatus.FAILED);
              assertThat(run.counts()).isEqualTo(new Counts(0, 3, 1, 0, 2, 0));
            });
    assertThat(world.notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.text())
                    .startsWith("The run broke off: the run was stopped"));
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void a_run_that_began_after_its_execution_had_waited_is_found() {
    world.begin(new Batch(1, List.of(V1)));
    Instant hoursBefore = World.START.minus(Duration.ofHours(5));

    world.stopped().settle(stopped(World.EXECUTION, hoursBefore));

    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
    assertThat(world.runs.all())
        .singleElement()
        .satisfies(run -> assertThat(run.id()).isEqualTo(world.id()))
        .satisfies(run -> assertThat(run.status()).isEqualTo(RunStatus.FAILED));
  }

  @Test
  void told_twice_it_comes_to_the_same() {
    world.begin(new Batch(1, List.of(V1)));

    world.stop();
    world.stop();

    assertThat(world.notifications.published()).hasSize(1);
    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
  }

  @Test
  void a_run_that_had_ended_stays_as_it_is_and_leaves_no_lease() {
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.markSucceeded(world.id(), List.of(V1));
    world.summary().summarize(World.EXECUTION, World.START, false, Optional.empty());
    world.runs.takeLease(World.EXECUTION, Optional.empty());

    world.stop();

    assertThat(world.runs.find(world.id()))
        .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED));
    assertThat(world.notifications.published()).isEmpty();
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void an_execution_that_had_written_nothing_down_leaves_no_lease_and_no_record() {
    world.runs.takeLease(World.EXECUTION, Optional.empty());

    world.stop();

    assertThat(world.runs.holder()).isEmpty();
    assertThat(world.runs.all()).isEmpty();
    assertThat(world.notifications.published()).isEmpty();
  }

  @Test
  void an_execution_that_waited_for_another_leaves_that_one_alone() {
    world.begin(new Batch(1, List.of(V1)));

    world.stopped().settle(stopped("waiting", World.START));

    assertThat(world.runs.holder()).contains(World.EXECUTION);
    assertThat(world.state(V1)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void a_run_whose_summary_failed_before_anything_was_written_down_is_recorded_and_told() {
    world.runs.takeLease(World.EXECUTION, Optional.empty());

    world.stopped().settle(unsummarized());

    assertThat(world.runs.find(world.id())).map(Run::status).contains(RunStatus.FAILED);
    assertThat(world.notifications.published())
        .singleElement()
        .satisfies(notification -> assertThat(notification.text()).contains("no table"));
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void a_run_of_which_one_batch_alone_broke_off_has_its_task_stopped_and_its_images_settled() {
    world.begin(new Batch(1, List.of(V1, V2)), new Batch(2, List.of(V3)));
    world.statuses.markSucceeded(world.id(), List.of(V3));
    world.launch().launch(world.id(), 1, world.terms(), "token");
    world.destination.push(new RepositoryName("app"), "v1", digest(1));

    Optional<String> error = Optional.of("the Map died");

    assertThatThrownBy(() -> world.summary().summarize(World.EXECUTION, World.START, false, error))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContainingAll("the execution of batch 1 was stopped", "the Map died");
    assertThat(world.notifications.published()).isEmpty();
    world.stopped().settle(unsummarized());

    assertThat(world.tasks.stopped())
        .containsExactly(InMemoryTasks.arnOf(new AttemptId(world.id(), 1, 1)));
    assertThat(List.of(V1, V2, V3))
        .map(world::state)
        .containsExactly(ImageState.SUCCEEDED, ImageState.FAILED, ImageState.SUCCEEDED);
    assertThat(world.notifications.published()).hasSize(1);
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void a_batch_whose_giving_up_was_cut_off_has_its_task_stopped_and_its_images_settled() {
    world.begin(new Batch(1, List.of(V1, V2)));
    world.launch().launch(world.id(), 1, world.terms(), "token");
    world.crashes.meanwhile(
        Tasks.class,
        "stop",
        () -> {
          throw new TransientFailure("ecs:StopTask does not answer");
        });
    assertThatThrownBy(() -> world.completion().giveUp(world.id(), 1, "attempts are used up"))
        .isInstanceOf(TransientFailure.class);
    world.destination.push(new RepositoryName("app"), "v1", digest(1));

    assertThatThrownBy(
            () -> world.summary().summarize(World.EXECUTION, World.START, false, Optional.empty()))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("the execution of batch 1 was stopped");
    world.stopped().settle(unsummarized());

    assertThat(world.tasks.running()).isEmpty();
    assertThat(List.of(V1, V2))
        .map(world::state)
        .containsExactly(ImageState.SUCCEEDED, ImageState.FAILED);
    assertThat(world.notifications.published()).hasSize(1);
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void all_its_tasks_are_stopped_though_the_destination_does_not_answer() {
    Copy other = copy("other", "v1", 4);
    world.begin(new Batch(1, List.of(V1)), new Batch(2, List.of(other)), new Batch(3, List.of(V2)));
    for (int number = 1; number <= 3; number++) {
      world.launch().launch(world.id(), number, world.terms(), "token " + number);
    }
    world.destination.fail(
        new RepositoryName("app"), new TransientFailure("the destination does not answer"));

    assertThatThrownBy(world::stop).hasMessage("the destination does not answer");

    assertThat(world.tasks.started()).hasSize(3);
    assertThat(world.tasks.running()).isEmpty();
  }

  @Test
  void batches_are_settled_several_at_once() {
    world.begin(
        IntStream.rangeClosed(1, 32)
            .mapToObj(number -> new Batch(number, List.of(copy("app" + number, "v1", number))))
            .toArray(Batch[]::new));
    AtomicInteger calls = new AtomicInteger();
    CompletableFuture<Void> together = new CompletableFuture<>();
    CopyCompletion completion =
        new CopyCompletion(
            world.batches,
            world.statuses,
            () -> {
              if (calls.incrementAndGet() == 2) {
                together.complete(null);
              }
              together.orTimeout(10, TimeUnit.SECONDS).join();
              return world.destination;
            },
            world.tasks,
            world.log,
            world.tokens);

    new StoppedRun(world.runs, world.batches, completion, world.summary())
        .settle(stopped(World.EXECUTION, World.START));

    assertThat(world.runs.find(world.id()))
        .hasValueSatisfying(
            run -> assertThat(run.counts()).isEqualTo(new Counts(0, 32, 0, 0, 32, 0)));
  }

  @Test
  void a_stopped_run_that_is_redriven_stays_failed_and_the_next_good_one_is_told() {
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.markSucceeded(world.id(), List.of(V1));
    world.stop();

    Run redriven = world.summary().summarize(World.EXECUTION, World.START, false, Optional.empty());
    Instant tomorrow = World.START.plus(Duration.ofDays(1));
    world.summary().summarize("next", tomorrow, false, Optional.empty());

    assertThat(redriven.status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.notifications.published())
        .map(Notification::subject)
        .containsExactly(
            "ECR Replicator: the run failed in mirror",
            "ECR Replicator: all is well again in mirror");
  }

  @Test
  void a_run_whose_summary_failed_after_people_were_told_leaves_no_login_and_tells_nobody_again() {
    world.begin(new Batch(1, List.of(V1)));
    world.auth().refreshIfOld(world.id(), false);
    Run ended = world.runs.find(world.id()).orElseThrow().ended(Counts.NONE, SUCCESS);
    world.runs.put(ended.notified(Delivery.NOT_NEEDED));

    world.stopped().settle(unsummarized());

    assertThat(world.authFile.content()).isEmpty();
    assertThat(world.runs.find(world.id())).map(Run::status).contains(RunStatus.SUCCEEDED);
    assertThat(world.notifications.published()).isEmpty();
    assertThat(world.runs.holder()).isEmpty();
  }

  private static StoppedExecution stopped(String execution, Instant startedAt) {
    return new StoppedExecution(execution, startedAt, false, "the run was stopped");
  }

  private static StoppedExecution unsummarized() {
    return new StoppedExecution(World.EXECUTION, World.START, true, "no table");
  }
}
