package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.destination;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replicator.copy.BatchRecord;
import replicator.copy.ImageState;
import replicator.copy.Unavailable;
import replicator.failure.TransientFailure;
import replicator.image.Tag;
import replicator.plan.Batches;
import replicator.plan.Differences;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration.Begun;
import replicator.run.Counts;
import replicator.run.Executions;
import replicator.run.Run;

class ImageEnumerationTest extends EnumeratedRun {

  @Test
  void a_plan_is_written_down_and_its_batches_are_named() {
    Begun begun = begin(plan(List.of(V1, V2), List.of(V3), List.of()));

    assertThat(begun)
        .isEqualTo(new Begun.Planned(world.id(), List.of(1), List.of(2), Optional.empty()));
    assertThat(records()).map(BatchRecord::copies).containsExactly(List.of(V1, V2), List.of(V3));
    assertThat(List.of(V1, V2, V3)).map(world::state).containsOnly(ImageState.PENDING);
    assertThat(run())
        .isEqualTo(
            Run.started(world.id(), World.EXECUTION, World.START, false)
                .planned(2, Counts.planned(4, 3, 0, 1), List.of("a useless entry"))
                .comparedAll());
    assertThat(world.runs.holder()).contains(World.EXECUTION);
  }

  @Test
  void a_run_with_nothing_to_copy_has_no_batches() {
    Plan nothing =
        new Plan(
            Differences.of(List.of(), 9, List.of(), Set.of()),
            new Batches(List.of(), List.of()),
            List.of(),
            Set.of(),
            Optional.empty());

    assertThat(begin(nothing))
        .isEqualTo(new Begun.Planned(world.id(), List.of(), List.of(), Optional.empty()));
    assertThat(run().counts()).isEqualTo(new Counts(9, 0, 0, 0, 0, 0));
  }

  @Test
  void an_unavailable_image_is_failed_at_once_and_is_a_problem_of_the_run() {
    begin(plan(List.of(V1), List.of(), List.of(GONE)));

    assertThat(world.statuses.stateOf(destination("app"), new Tag("v9")))
        .contains(ImageState.FAILED);
    assertThat(run().counts()).isEqualTo(new Counts(4, 1, 0, 1, 1, 1));
    assertThat(run().problems()).containsExactly("a useless entry", "the source has no image v9");
  }

  @Test
  void more_problems_than_a_record_holds_are_counted() {
    List<Unavailable> many =
        IntStream.range(0, 150)
            .mapToObj(
                n ->
                    new Unavailable(
                        source("app"),
                        destination("app"),
                        new Tag("t" + n),
                        Optional.empty(),
                        "no image " + n))
            .toList();

    begin(plan(List.of(V1), List.of(), many));

    assertThat(run().problems()).hasSize(101).endsWith("and 51 more of the kind");
    assertThat(run().counts()).isEqualTo(new Counts(4, 1, 0, 150, 150, 1));
  }

  @Test
  void while_another_run_goes_on_nothing_is_planned_or_written() {
    world.executions.start("other", "{}");
    world.runs.takeLease("other", Optional.empty());

    Begun begun =
        begin(
            Progress.NONE,
            () -> {
              throw new AssertionError("planned");
            });

    assertThat(begun).isEqualTo(new Begun.Busy("other"));
    assertThat(world.runs.all()).isEmpty();
    assertThat(world.runs.holder()).contains("other");
  }

  @Test
  void the_lease_of_an_execution_that_is_dead_is_taken_over() {
    world.runs.takeLease("dead", Optional.empty());

    assertThat(begin(plan(List.of(V1), List.of(), List.of()))).isInstanceOf(Begun.Planned.class);
    assertThat(world.runs.holder()).contains(World.EXECUTION);
  }

  @Test
  void of_two_that_take_over_the_lease_of_a_dead_execution_one_runs() {
    world.runs.takeLease("dead", Optional.empty());
    world.crashes.meanwhile(
        Executions.class, "isRunning", () -> world.runs.takeLease("quicker", Optional.of("dead")));

    assertThat(begin(plan(List.of(V1), List.of(), List.of()))).isEqualTo(new Begun.Busy("quicker"));
    assertThat(world.runs.all()).isEmpty();
  }

  @Test
  void a_run_that_cannot_be_planned_writes_no_half_plan_and_keeps_its_lease() {
    assertThatThrownBy(
            () ->
                begin(
                    Progress.NONE,
                    () -> {
                      throw new TransientFailure("the source is down");
                    }))
        .hasMessage("the source is down");

    assertThat(records()).isEmpty();
    assertThat(run()).isEqualTo(Run.started(world.id(), World.EXECUTION, World.START, false));
    assertThat(world.runs.holder()).contains(World.EXECUTION);
  }
}
