package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.copy.BatchRecord;
import replicator.copy.ImageState;
import replicator.copy.ImageStatuses;
import replicator.failure.PermanentFailure;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration.Begun;
import replicator.run.Counts;
import replicator.run.RunStatus;

/** Runs that are stopped while they are planned, planned once more, or follow one another. */
class EnumeratedAgainTest extends EnumeratedRun {

  /** To stop an execution does not end a function that it has called. */
  @Test
  void a_run_that_is_stopped_while_it_is_planned_stays_as_it_was_settled() {
    Plan plan = plan(List.of(V1, V2), List.of(V3), List.of(GONE));
    ImageEnumeration enumeration = world.enumeration();

    assertThatThrownBy(
            () ->
                enumeration.begin(
                    World.EXECUTION,
                    World.START,
                    false,
                    Progress.NONE,
                    () -> {
                      world.stop();
                      return plan;
                    }))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("has ended");

    assertThat(records()).isEmpty();
    assertThat(world.statuses.of(world.id(), List.of(V1)))
        .noneSatisfy(status -> assertThat(status.isOpen()).isTrue());
    assertThat(run().status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void a_run_that_is_stopped_while_its_plan_is_written_leaves_nothing_pending() {
    world.crashes.meanwhile(ImageStatuses.class, "plan", world::stop);

    assertThatThrownBy(() -> begin(plan(List.of(V1, V2), List.of(V3), List.of())))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("has ended");

    assertThat(List.of(V1, V2, V3)).map(world::state).containsOnly(ImageState.FAILED);
  }

  @Test
  void a_run_that_is_planned_again_is_the_same_run_with_the_new_plan() {
    begin(plan(List.of(V1, V2), List.of(V3), List.of()));

    Begun again = begin(plan(List.of(V2), List.of(), List.of(GONE)));

    assertThat(again)
        .isEqualTo(new Begun.Planned(world.id(), List.of(1), List.of(), Optional.empty()));
    assertThat(records()).map(BatchRecord::copies).containsExactly(List.of(V2));
    assertThat(world.runs.all()).hasSize(1);
    assertThat(run().counts()).isEqualTo(new Counts(4, 1, 0, 1, 1, 1));
  }

  /** Whoever waits for a function may lose it, and call again while it goes on. */
  @Test
  void a_call_that_is_repeated_while_it_goes_on_leaves_alone_what_the_later_one_has_planned() {
    Plan plan = plan(List.of(V1, V2), List.of(V3), List.of(GONE));

    assertThatThrownBy(
            () ->
                begin(
                    Progress.NONE,
                    () -> {
                      begin(plan);
                      world.launch().launch(world.id(), 1, world.terms(), "token");
                      return plan;
                    }))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("a later call");

    assertThat(world.batches.get(world.id(), 1).attempt()).isPresent();
    assertThat(List.of(V1, V2, V3))
        .map(world::state)
        .containsExactly(ImageState.COPYING, ImageState.COPYING, ImageState.PENDING);
  }

  @Test
  void a_call_that_is_repeated_while_it_writes_its_plan_leaves_the_images_to_the_later_one() {
    Plan plan = plan(List.of(V1, V2), List.of(V3), List.of());
    world.crashes.meanwhile(ImageStatuses.class, "plan", () -> begin(plan));

    assertThatThrownBy(() -> begin(plan)).isInstanceOf(PermanentFailure.class);

    assertThat(List.of(V1, V2, V3)).map(world::state).containsOnly(ImageState.PENDING);
  }

  @Test
  void what_an_earlier_plan_of_the_run_had_and_the_new_one_has_not_is_not_left_pending() {
    begin(plan(List.of(V1, V2), List.of(V3), List.of()));

    begin(plan(List.of(V2), List.of(), List.of()));

    assertThat(List.of(V1, V3)).map(world::state).containsOnly(ImageState.FAILED);
    assertThat(world.reason(V1))
        .hasValueSatisfying(reason -> assertThat(reason).contains("the source changed"));
    assertThat(world.state(V2)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void the_run_of_today_takes_images_over_from_the_run_of_yesterday() {
    begin(plan(List.of(V1), List.of(), List.of()));
    world.statuses.markSucceeded(world.id(), List.of(V1));
    world.runs.releaseLease(World.EXECUTION);
    world.executions.start("tomorrow", "{}");

    Begun begun =
        world
            .enumeration()
            .begin(
                "tomorrow",
                World.START.plusSeconds(86_400),
                false,
                Progress.NONE,
                () -> plan(List.of(V1), List.of(), List.of()));

    assertThat(begun)
        .isInstanceOfSatisfying(
            Begun.Planned.class,
            planned ->
                assertThat(world.statuses.of(planned.run(), List.of(V1)))
                    .singleElement()
                    .satisfies(status -> assertThat(status.state()).isEqualTo(ImageState.PENDING)));
    assertThat(run().status()).isEqualTo(RunStatus.RUNNING);
  }
}
