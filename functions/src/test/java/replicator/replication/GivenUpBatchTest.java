package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.digest;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import replicator.copy.Batch;
import replicator.copy.BatchRecords;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.Tasks;
import replicator.copy.Verdict;
import replicator.destination.DestinationRegistry;
import replicator.destination.InMemoryDestinationRegistry;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.RegistryHost;
import replicator.run.RunId;

class GivenUpBatchTest extends LaunchedBatch {

  @Test
  void giving_up_stops_the_task_and_fails_what_has_not_arrived() {
    arrive(V1);

    world.completion().giveUp(world.id(), 1, "attempts are used up");

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    assertThat(states())
        .containsExactly(ImageState.SUCCEEDED, ImageState.FAILED, ImageState.FAILED);
    assertThat(world.reason(V2)).contains("attempts are used up");
    assertThat(attempt().isOpen()).isFalse();
  }

  @Test
  void images_are_settled_though_their_task_may_not_be_stopped_any_more() {
    arrive(V1);
    world.crashes.meanwhile(
        Tasks.class,
        "stop",
        () -> {
          throw new PermanentFailure("ecs:StopTask on another cluster: denied");
        });

    world.completion().giveUp(world.id(), 1, "attempts are used up");

    assertThat(states())
        .containsExactly(ImageState.SUCCEEDED, ImageState.FAILED, ImageState.FAILED);
    assertThat(world.tasks.stopped()).isEmpty();
  }

  @Test
  void the_end_of_a_task_that_is_given_up_does_not_hide_why_it_was() {
    world.batches.close(first, new Verdict.Done());
    said(first, V1, "skopeo was ended by a signal");
    complete(first, 143);

    world.completion().giveUp(world.id(), 1, "the run was stopped");

    assertThat(world.reason(V1)).contains("the run was stopped");
    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
  }

  /** The next run takes the lease of a dead one over, and may be quicker than who settles that. */
  @Test
  void giving_up_stops_the_task_though_a_later_run_has_planned_its_images_anew() {
    RunId later = RunId.of("later", World.START.plusSeconds(60));
    world.statuses.plan(later, List.of(new Batch(1, List.of(V1, V2, OTHER))));

    world.completion().giveUp(world.id(), 1, "the run was stopped");

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    assertThat(world.statuses.of(later, List.of(V1, V2, OTHER)))
        .allSatisfy(status -> assertThat(status.state()).isEqualTo(ImageState.PENDING));
  }

  @Test
  void giving_up_keeps_the_reason_of_the_last_attempt() {
    said(first, V1, "503 (Service Unavailable)");
    complete(first, 1);

    world.completion().giveUp(world.id(), 1, "attempts are used up");

    assertThat(world.reason(V1)).contains("503 (Service Unavailable)");
  }

  /** As RunTask may do that finds no capacity, or a person who stops the run. */
  @Test
  void giving_up_in_an_attempt_does_not_tell_the_reason_of_the_one_before() {
    said(first, V1, "503 (Service Unavailable)");
    complete(first, 1);
    world.launch().launch(world.id(), 1, world.terms(), "second token");

    world.completion().giveUp(world.id(), 1, "no capacity");

    assertThat(world.reason(V1)).contains("no capacity");
  }

  @Test
  void giving_up_says_once_that_somebody_else_has_pushed_over_a_tag() {
    world.destination.push(V1.destination().name(), "v1", digest(9));
    said(first, V1, "503 (Service Unavailable)");
    complete(first, 1);

    world.completion().giveUp(world.id(), 1, "attempts are used up");

    assertThat(world.reason(V1))
        .contains(
            "503 (Service Unavailable); the tag points to %s, which this run has not put there"
                .formatted(digest(9)));
  }

  @Test
  void giving_up_where_nobody_may_look_any_more_fails_what_is_there_and_says_so() {
    arrive(OTHER);
    world.destination.fail(
        V1.destination().name(), new PermanentFailure("ecr:BatchGetImage was refused"));

    world.completion().giveUp(world.id(), 1, "the run was stopped");

    assertThat(states())
        .containsExactly(ImageState.FAILED, ImageState.FAILED, ImageState.SUCCEEDED);
    assertThat(world.reason(V1))
        .contains(
            "the run was stopped; whether it has arrived is not known:"
                + " ecr:BatchGetImage was refused");
  }

  @Test
  void the_task_is_stopped_though_the_destination_cannot_be_opened_any_more() {
    InvalidParameter gone =
        new InvalidParameter("destCredential", "gone", "the name of a credential");

    completion(
            () -> {
              throw gone;
            })
        .giveUp(world.id(), 1, "the run was stopped");

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(first));
    assertThat(states()).containsOnly(ImageState.FAILED);
    assertThat(world.reason(V1))
        .contains("the run was stopped; whether it has arrived is not known: " + gone.getMessage());
  }

  @Test
  void what_another_registry_has_under_the_same_names_has_not_arrived() {
    RegistryHost another = new RegistryHost("another.example.com");
    InMemoryDestinationRegistry moved = new InMemoryDestinationRegistry(another);
    moved.push(V1.destination().name(), "v1", V1.digest());

    completion(() -> moved).giveUp(world.id(), 1, "the run was stopped");

    assertThat(states()).containsOnly(ImageState.FAILED);
    assertThat(world.reason(V1))
        .contains(
            "the run was stopped; whether it has arrived is not known:"
                + " the destination of the stack has changed to another.example.com since this was"
                + " planned");
  }

  @Test
  void giving_up_stops_a_task_that_is_written_down_meanwhile() {
    World other = new World();
    other.begin(new Batch(1, List.of(V1)));
    other.batches.open(first, "token");
    other.crashes.meanwhile(
        BatchRecords.class, "close", () -> other.batches.recordTask(first, "late"));

    other.completion().giveUp(other.id(), 1, "the run was stopped");

    assertThat(other.tasks.stopped()).containsExactly("late");
  }

  @Test
  void giving_up_while_the_destination_is_down_is_to_be_repeated() {
    world.destination.fail(V1.destination().name(), new TransientFailure("503"));

    assertThatThrownBy(() -> world.completion().giveUp(world.id(), 1, "attempts are used up"))
        .isInstanceOf(TransientFailure.class);
    assertThat(world.state(V1)).isEqualTo(ImageState.COPYING);
  }

  @Test
  void giving_up_a_batch_whose_task_was_never_started_fails_its_images() {
    World other = new World();
    other.begin(new Batch(1, List.of(V1)));
    other.batches.open(first, "token");

    other.completion().giveUp(other.id(), 1, "no capacity");

    assertThat(other.state(V1)).isEqualTo(ImageState.FAILED);
    assertThat(other.reason(V1)).contains("no capacity");
    assertThat(other.tasks.stopped()).isEmpty();
  }

  @Test
  void the_event_of_a_task_that_was_given_up_changes_nothing() {
    world.completion().giveUp(world.id(), 1, "attempts are used up");
    arrive(V1);

    complete(first, 143);

    assertThat(states()).containsOnly(ImageState.FAILED);
  }

  @Test
  void giving_up_what_is_finished_changes_nothing() {
    arrive(V1, V2);
    said(first, OTHER, "manifest unknown");
    complete(first, 1);

    world.completion().giveUp(world.id(), 1, "late");
    world.completion().giveUp(world.id(), 1, "later");

    assertThat(states())
        .containsExactly(ImageState.SUCCEEDED, ImageState.SUCCEEDED, ImageState.FAILED);
    assertThat(world.reason(OTHER)).contains("manifest unknown");
    assertThat(world.tasks.stopped()).isEmpty();
  }

  @Test
  void giving_up_a_batch_that_does_not_exist_is_no_error() {
    world.completion().giveUp(world.id(), 9, "the plan was never written");

    assertThat(states()).containsOnly(ImageState.COPYING);
  }

  private CopyCompletion completion(Supplier<DestinationRegistry> destination) {
    return new CopyCompletion(
        world.batches, world.statuses, destination, world.tasks, world.log, world.tokens);
  }
}
