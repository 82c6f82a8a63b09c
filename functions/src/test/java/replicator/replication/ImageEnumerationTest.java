package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.plan.SampleCopies.copy;
import static replicator.plan.SampleCopies.destination;
import static replicator.plan.SampleCopies.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.copy.BatchRecord;
import replicator.copy.ImageState;
import replicator.copy.ImageStatuses;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Tag;
import replicator.plan.Batch;
import replicator.plan.Batches;
import replicator.plan.Copy;
import replicator.plan.Difference;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.plan.Unavailable;
import replicator.replication.ImageEnumeration.Begun;
import replicator.run.Counts;
import replicator.run.Run;
import replicator.run.RunStatus;

class ImageEnumerationTest {

  private static final Copy V1 = copy("app", "v1", 1);
  private static final Copy V2 = copy("app", "v2", 2);
  private static final Copy V3 = copy("app", "v3", 3);
  private static final Unavailable GONE =
      new Unavailable(
          source("app") + ":v9", destination("app"), new Tag("v9"), "the source has no image v9");

  private final World world = new World();

  @BeforeEach
  void start() {
    world.executions.start(World.EXECUTION, "{}");
  }

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
                .planned(2, Counts.planned(4, 3, 0, 1), List.of("a useless entry")));
    assertThat(world.runs.holder()).contains(World.EXECUTION);
  }

  @Test
  void a_run_with_nothing_to_copy_has_no_batches() {
    Plan nothing =
        new Plan(
            new Difference(List.of(), 9, List.of(), Set.of()),
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
                n -> new Unavailable("x", destination("app"), new Tag("t" + n), "no image " + n))
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
        world
            .enumeration()
            .begin(
                World.EXECUTION,
                World.START,
                false,
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
        "Executions.isRunning", () -> world.runs.takeLease("quicker", Optional.of("dead")));

    assertThat(begin(plan(List.of(V1), List.of(), List.of()))).isEqualTo(new Begun.Busy("quicker"));
    assertThat(world.runs.all()).isEmpty();
  }

  @Test
  void a_run_that_cannot_be_planned_writes_no_half_plan_and_keeps_its_lease() {
    assertThatThrownBy(
            () ->
                world
                    .enumeration()
                    .begin(
                        World.EXECUTION,
                        World.START,
                        false,
                        Progress.NONE,
                        () -> {
                          throw new TransientFailure("the source is down");
                        }))
        .hasMessage("the source is down");

    assertThat(records()).isEmpty();
    assertThat(run()).isEqualTo(Run.started(world.id(), World.EXECUTION, World.START, false));
    assertThat(world.runs.holder()).contains(World.EXECUTION);
  }

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
    ImageStatuses late = Meanwhile.before(ImageStatuses.class, "plan", world::stop, world.statuses);
    ImageEnumeration enumeration =
        new ImageEnumeration(world.runs, world.executions, world.batches, late);
    Plan plan = plan(List.of(V1, V2), List.of(V3), List.of());

    assertThatThrownBy(
            () -> enumeration.begin(World.EXECUTION, World.START, false, Progress.NONE, () -> plan))
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

  private Begun begin(Plan plan) {
    return world
        .enumeration()
        .begin(World.EXECUTION, World.START, false, Progress.NONE, () -> plan);
  }

  private static Plan plan(List<Copy> first, List<Copy> further, List<Unavailable> unavailable) {
    List<Batch> rest = further.isEmpty() ? List.of() : List.of(new Batch(2, further));
    return new Plan(
        new Difference(
            Stream.concat(first.stream(), further.stream()).toList(), 4, unavailable, Set.of()),
        new Batches(List.of(new Batch(1, first)), rest),
        List.of("a useless entry"),
        Set.of(),
        Optional.empty());
  }

  private List<BatchRecord> records() {
    try (Stream<BatchRecord> all = world.batches.all(world.id())) {
      return all.toList();
    }
  }

  private Run run() {
    return world.runs.find(world.id()).orElseThrow();
  }
}
