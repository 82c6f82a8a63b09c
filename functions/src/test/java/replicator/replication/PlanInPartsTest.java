package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.copy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import replicator.copy.Batch;
import replicator.copy.BatchRecord;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.failure.TransientFailure;
import replicator.image.RepositoryName;
import replicator.plan.Batches;
import replicator.plan.Difference;
import replicator.plan.Differences;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration.Begun;
import replicator.run.Counts;
import replicator.run.Run;

/** A plan that one invocation does not get through. */
class PlanInPartsTest extends EnumeratedRun {
  @Test
  void a_plan_of_several_parts_goes_on_where_it_stopped_and_adds_up() {
    Progress first = progress(part(V1, Progress.NONE, Optional.of("app")));

    Begun last = begin(first, part(V2, first, Optional.empty()));

    assertThat(last)
        .isEqualTo(new Begun.Planned(world.id(), List.of(2), List.of(), Optional.empty()));
    assertThat(records()).map(BatchRecord::copies).containsExactly(List.of(V1), List.of(V2));
    assertThat(run())
        .isEqualTo(
            Run.started(world.id(), World.EXECUTION, World.START, false)
                .planned(2, Counts.planned(8, 2, 0, 0), List.of())
                .comparedAll());
  }

  @Test
  void a_run_has_compared_all_only_with_its_last_part_and_if_every_repository_has_told_its_tags() {
    Progress first = progress(part(V1, Progress.NONE, Optional.of("app")));
    assertThat(run().compared()).isFalse();
    begin(first, part(V2, first, Optional.empty()));
    assertThat(run().compared()).isTrue();

    begin(first, withoutTags(part(V2, first, Optional.empty())));
    assertThat(run().compared()).isFalse();
  }

  @Test
  void a_part_that_is_planned_again_leaves_what_came_before_it_and_counts_once() {
    Progress first = progress(part(V1, Progress.NONE, Optional.of("app")));
    world.statuses.markSucceeded(world.id(), List.of(V1));
    begin(first, part(V3, first, Optional.empty()));

    begin(first, part(V2, first, Optional.empty()));

    assertThat(records()).map(BatchRecord::copies).containsExactly(List.of(V1), List.of(V2));
    assertThat(world.state(V1)).isEqualTo(ImageState.SUCCEEDED);
    assertThat(world.state(V3)).isEqualTo(ImageState.FAILED);
    assertThat(run().counts()).isEqualTo(Counts.planned(8, 2, 0, 0));
  }

  @Test
  void what_gave_nothing_in_an_earlier_part_is_counted_at_the_end() {
    Progress earlier = progress(withoutTags(part(V1, Progress.NONE, Optional.of("app"))));

    begin(earlier, part(V2, earlier, Optional.empty()));

    assertThat(run().counts()).isEqualTo(Counts.planned(8, 2, 0, 1));
    assertThat(run().problems()).containsExactly("a does not tell its tags");
  }

  @Test
  void a_part_that_cannot_be_planned_keeps_what_the_run_knows_of_those_before_it() {
    Progress first = progress(part(V1, Progress.NONE, Optional.of("app")));

    assertThatThrownBy(
            () ->
                begin(
                    first,
                    () -> {
                      throw new TransientFailure("the source is down");
                    }))
        .hasMessage("the source is down");

    assertThat(run().counts()).isEqualTo(Counts.planned(4, 1, 0, 0));
    assertThat(records()).map(BatchRecord::copies).containsExactly(List.of(V1));
  }

  private Progress progress(Plan plan) {
    return begin(Progress.NONE, plan) instanceof Begun.Planned planned
        ? planned.progress().orElseThrow()
        : Progress.NONE;
  }

  private static Plan part(Copy copy, Progress earlier, Optional<String> upTo) {
    return new Plan(
        Differences.of(List.of(copy), 4, List.of(), Set.of()),
        new Batches(List.of(new Batch(earlier.batches() + 1, List.of(copy))), List.of()),
        List.of(),
        Set.of(),
        upTo.map(RepositoryName::new));
  }

  private static Plan withoutTags(Plan plan) {
    List<String> untold = List.of("a does not tell its tags");
    Difference told = plan.difference();
    return new Plan(
        new Difference(
            told.copies(),
            told.aliases(),
            told.upToDate(),
            told.unavailable(),
            told.matched(),
            untold),
        plan.batches(),
        untold,
        plan.matched(),
        plan.upTo());
  }
}
