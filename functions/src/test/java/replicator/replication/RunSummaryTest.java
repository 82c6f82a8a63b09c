package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.copies;
import static replicator.copy.SampleCopies.copy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.Verdict;
import replicator.run.Counts;
import replicator.run.FailedImage;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;
import replicator.run.Usage;

class RunSummaryTest extends SummarizedRun {

  @Test
  void a_run_whose_images_all_arrived_succeeds_and_nobody_is_told() {
    world.begin(new Batch(1, List.of(V1)), new Batch(2, List.of(V2)));
    world.statuses.markSucceeded(world.id(), List.of(V1, V2));

    assertThat(summarize().counts()).isEqualTo(new Counts(0, 2, 2, 0, 0, 0));
    assertThat(run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(run().ending()).isPresent();
    assertThat(run().message()).isEqualTo("2 images copied, 0 images up to date");
    assertThat(world.notifications.published()).isEmpty();
  }

  @Test
  void a_run_with_a_failure_fails_and_is_told_with_its_reason() {
    world.begin(new Batch(1, List.of(V1, V2)));
    world.statuses.markSucceeded(world.id(), List.of(V1));
    world.statuses.giveUp(world.id(), Map.of(V2, "manifest unknown"));

    Run run = summarize();

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failures()).containsExactly(new FailedImage(V2.image(), "manifest unknown"));
    assertThat(world.notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.text()).contains(V2.image(), "manifest unknown"));
  }

  @Test
  void images_that_nobody_settled_are_failed_and_never_left_pending_or_copying() {
    world.begin(new Batch(1, List.of(V1, V2, V3)));
    AttemptId attempt = new AttemptId(world.id(), 1, 1);
    world.statuses.markCopying(attempt, List.of(V2, V3));
    world.statuses.markPending(attempt, Map.of(V3, "503 (Service Unavailable)"));

    Run run =
        world.summary().summarize(World.EXECUTION, World.START, false, Optional.of("a broken map"));

    assertThat(run.counts()).isEqualTo(new Counts(0, 3, 0, 0, 3, 0));
    assertThat(List.of(V1, V2, V3)).map(world::state).containsOnly(ImageState.FAILED);
    assertThat(world.reason(V1)).contains("the run ended before it was copied: a broken map");
    assertThat(world.reason(V3)).contains("503 (Service Unavailable)");
  }

  @Test
  void an_image_that_a_later_run_has_planned_is_lost_to_this_one_and_left_to_that() {
    world.begin(new Batch(1, List.of(V1)));
    RunId later = RunId.of("later", World.START.plus(Duration.ofDays(1)));
    world.statuses.plan(later, List.of(new Batch(1, List.of(V1))));

    summarize();

    assertThat(failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.reason()).contains(later.value()));
    assertThat(world.statuses.of(later, List.of(V1)))
        .singleElement()
        .satisfies(status -> assertThat(status.state()).isEqualTo(ImageState.PENDING));
  }

  @Test
  void unavailable_images_and_problems_of_the_plan_count() {
    world.begin();
    world.runs.put(
        run().planned(0, Counts.planned(7, 0, 1, 0), List.of("the source has no image x:v1")));

    Run run = summarize();

    assertThat(run.counts()).isEqualTo(new Counts(7, 0, 0, 1, 1, 0));
    assertThat(run.message()).isEqualTo("1 image failed, 0 images copied, 7 images up to date");
  }

  @Test
  void of_many_failures_as_many_are_named_as_people_read_and_all_are_counted() {
    List<Copy> many = copies("app", 120, 0).toList();
    world.begin(new Batch(1, many));

    Run run = summarize();

    assertThat(failures()).hasSize(50);
    assertThat(run.counts().failed()).isEqualTo(120);
    assertThat(world.notifications.published())
        .singleElement()
        .satisfies(notification -> assertThat(notification.text()).contains("and 70 more"));
  }

  @Test
  void a_run_that_broke_off_before_it_wrote_anything_down_is_recorded_and_told() {
    world.executions.start(World.EXECUTION, "{}");

    Run run =
        world
            .summary()
            .summarize(World.EXECUTION, World.START, false, Optional.of("srcRegion is \"\""));

    assertThat(run.message()).isEqualTo("the run broke off: srcRegion is \"\", 0 images copied");
    assertThat(run().status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.notifications.published()).hasSize(1);
  }

  @Test
  void what_a_run_took_is_that_of_its_tasks_and_of_the_images_they_brought() {
    Copy big = sized(V1, 3_000_000_000L);
    Copy sameImage = sized(copy("app", "latest", 1), 3_000_000_000L);
    Copy lost = sized(V2, 5_000_000_000L);
    Copy promoted = sized(copy("app", "stable", 4), 6_000_000_000L);
    Copy withoutTask = sized(V3, 7_000_000_000L);
    world.begin(
        new Batch(1, List.of(big, sameImage, lost, promoted)), new Batch(2, List.of(withoutTask)));
    AttemptId first = new AttemptId(world.id(), 1, 1);
    world.batches.open(first, "token");
    world.batches.addTaskTime(first, Duration.ofSeconds(100));
    world.statuses.markCopying(first, List.of(big, sameImage, lost));
    world.statuses.markSucceeded(world.id(), List.of(big, sameImage, promoted, withoutTask));
    world.statuses.markFailed(first, Map.of(lost, "manifest unknown"));
    world.batches.close(first, new Verdict.Done());

    assertThat(summarize().usage()).isEqualTo(new Usage(1, 100, 3_000_000_000L, 1.6));
    assertThat(run().usage().tasks()).isEqualTo(1);
  }
}
