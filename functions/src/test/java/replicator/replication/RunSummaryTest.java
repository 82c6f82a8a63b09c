package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.plan.SampleCopies.copies;
import static replicator.plan.SampleCopies.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.ImageState;
import replicator.failure.TransientFailure;
import replicator.plan.Batch;
import replicator.plan.Copy;
import replicator.plan.Rates;
import replicator.run.Counts;
import replicator.run.Failure;
import replicator.run.Hearing;
import replicator.run.Letter;
import replicator.run.Letters;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;
import replicator.run.Stack;
import replicator.run.Usage;

class RunSummaryTest {
  private static final Copy V1 = copy("app", "v1", 1);
  private static final Copy V2 = copy("app", "v2", 2);
  private static final Copy V3 = copy("app", "v3", 3);

  private final World world = new World();

  @Test
  void a_run_whose_images_all_arrived_succeeds_and_nobody_is_told() {
    world.begin(new Batch(1, List.of(V1)), new Batch(2, List.of(V2)));
    world.statuses.succeeded(world.id(), List.of(V1, V2));

    assertThat(summarize().counts()).isEqualTo(new Counts(0, 2, 2, 0, 0, 0));
    assertThat(run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(run().finishedAt()).isPresent();
    assertThat(run().message()).isEqualTo("2 images copied, 0 images up to date");
    assertThat(world.announcements.letters()).isEmpty();
  }

  @Test
  void a_run_with_a_failure_fails_and_is_told_with_its_reason() {
    world.begin(new Batch(1, List.of(V1, V2)));
    world.statuses.succeeded(world.id(), List.of(V1));
    world.statuses.givenUp(world.id(), Map.of(V2, "manifest unknown"));

    Run run = summarize();

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failures()).containsExactly(new Failure(V2.image(), "manifest unknown"));
    assertThat(world.announcements.letters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.text()).contains(V2.image(), "manifest unknown"));
  }

  @Test
  void images_that_nobody_settled_are_failed_and_never_left_pending_or_copying() {
    world.begin(new Batch(1, List.of(V1, V2, V3)));
    AttemptId attempt = new AttemptId(world.id(), 1, 1);
    world.statuses.copying(attempt, List.of(V2, V3));
    world.statuses.retried(attempt, Map.of(V3, "503 (Service Unavailable)"));

    Run run = world.summary().summarize(World.EXECUTION, World.START, Optional.of("a broken map"));

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
        run().planned(0, Counts.planned(7, 0, 1), List.of("the source has no image x:v1")));

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
    assertThat(world.announcements.letters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.text()).contains("and 70 more"));
  }

  @Test
  void a_run_that_broke_off_before_it_wrote_anything_down_is_recorded_and_told() {
    world.executions.start(World.EXECUTION, "{}");

    Run run =
        world.summary().summarize(World.EXECUTION, World.START, Optional.of("srcRegion is \"\""));

    assertThat(run.message())
        .isEqualTo("the run broke off: srcRegion is \"\", 0 images copied, 0 images up to date");
    assertThat(run().status()).isEqualTo(RunStatus.FAILED);
    assertThat(world.announcements.letters()).hasSize(1);
  }

  @Test
  void a_summary_that_is_repeated_comes_to_the_same_and_tells_nobody_again() {
    world.begin(new Batch(1, List.of(V1, V2)));
    world.statuses.succeeded(world.id(), List.of(V1));

    Run first = summarize();
    Run again = summarize();

    assertThat(List.of(again.status(), again.counts(), again.message()))
        .isEqualTo(List.of(first.status(), first.counts(), first.message()));
    assertThat(run().counts()).isEqualTo(new Counts(0, 2, 1, 0, 1, 0));
    assertThat(world.announcements.letters()).hasSize(1);
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void the_first_good_run_after_a_bad_one_is_told_once() {
    Instant yesterday = World.START.minus(Duration.ofDays(1));
    world.runs.put(
        Run.started(RunId.of("bad", yesterday), "bad", yesterday)
            .ended(RunStatus.FAILED, Counts.NONE, "", yesterday));
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.succeeded(world.id(), List.of(V1));

    summarize();
    summarize();

    assertThat(world.announcements.letters())
        .map(Letter::subject)
        .containsExactly("ECR Replicator: all is well again in mirror");
  }

  @Test
  void the_next_run_may_go_and_no_login_is_left() {
    world.begin(new Batch(1, List.of(V1)));
    world.auth().refreshIfOld(world.id());

    summarize();

    assertThat(world.runs.holder()).isEmpty();
    assertThat(world.authFile.content()).isEmpty();
  }

  @Test
  void a_run_that_lost_the_lease_leaves_the_logins_and_the_lease_of_the_other_alone() {
    world.begin(new Batch(1, List.of(V1)));
    world.runs.takeLease("other", Optional.of(World.EXECUTION));
    world.auth().refreshIfOld(RunId.of("other", World.START));

    summarize();

    assertThat(world.authFile.content()).isPresent();
    assertThat(world.runs.holder()).contains("other");
    assertThat(run().finishedAt()).isPresent();
  }

  @Test
  void logins_that_cannot_be_erased_are_an_error_but_people_are_told_and_the_next_run_may_go() {
    world.begin(new Batch(1, List.of(V1)));
    RunSummary summary =
        new RunSummary(
            world.runs,
            new RunTally(world.batches, world.statuses, new Rates(0, 0)),
            new Letters(Stack.of("mirror", "eu-west-1"), world.announcements),
            () -> {
              throw new TransientFailure("the secret does not answer");
            },
            world::now);

    assertThatThrownBy(() -> summary.summarize(World.EXECUTION, World.START, Optional.empty()))
        .hasMessage("the secret does not answer");

    assertThat(world.announcements.letters()).hasSize(1);
    assertThat(world.runs.holder()).isEmpty();
    assertThat(run().finishedAt()).isPresent();
  }

  @Test
  void what_a_run_took_is_that_of_its_tasks_and_of_the_images_they_brought() {
    Copy big = sized(V1, 3_000_000_000L);
    Copy sameImage = sized(copy("app", "latest", 1), 3_000_000_000L);
    Copy lost = sized(V2, 5_000_000_000L);
    Copy withoutTask = sized(V3, 7_000_000_000L);
    world.begin(new Batch(1, List.of(big, sameImage, lost)), new Batch(2, List.of(withoutTask)));
    AttemptId first = new AttemptId(world.id(), 1, 1);
    world.batches.open(first, "token");
    world.batches.ran(first, Duration.ofSeconds(100));
    world.statuses.succeeded(world.id(), List.of(big, sameImage, withoutTask));

    assertThat(summarize().usage()).isEqualTo(new Usage(1, 100, 3_000_000_000L, 1.6));
    assertThat(run().usage().tasks()).isEqualTo(1);
  }

  @Test
  void what_nobody_could_hear_is_told_again_with_the_next_and_then_no_more() {
    Run first = failed("first", 3);
    Run second = failed("second", 2);
    world.runs.put(first.told(Hearing.UNHEARD));
    world.runs.put(second.told(Hearing.UNHEARD));
    world.begin(new Batch(1, List.of(V1)));

    world.announcements.heard(false);
    summarize();
    assertThat(run().unheard()).isTrue();
    assertThat(world.runs.find(first.id()))
        .hasValueSatisfying(one -> assertThat(one.unheard()).isTrue());

    world.announcements.heard(true);
    Instant tomorrow = World.START.plus(Duration.ofDays(1));
    world.summary().summarize("next", tomorrow, Optional.of("a reason"));
    world.summary().summarize("after", tomorrow.plusSeconds(60), Optional.of("a reason"));

    assertThat(world.runs.all()).noneMatch(Run::unheard);
    List<String> texts = world.announcements.letters().stream().map(Letter::text).toList();
    assertThat(texts).hasSize(3);
    assertThat(texts.get(1)).contains(first.id().value(), second.id().value(), world.id().value());
    assertThat(texts.get(2)).doesNotContain(first.id().value(), "confirmed");
  }

  @Test
  void a_run_knows_since_when_not_everything_has_been_in_place() {
    Run first = failed("first", 2).after(Usage.NONE, Optional.of(World.START.minusSeconds(7)));
    world.runs.put(first);
    world.begin(new Batch(1, List.of(V1)));

    assertThat(summarize().behindSince()).isEqualTo(first.behindSince());

    world.statuses.plan(world.id(), List.of(new Batch(1, List.of(V1))));
    world.statuses.succeeded(world.id(), List.of(V1));
    assertThat(summarize().behindSince()).isEmpty();
    Instant tomorrow = World.START.plus(Duration.ofDays(1));
    assertThat(world.summary().summarize("next", tomorrow, Optional.of("broken")).behindSince())
        .contains(tomorrow);
  }

  private static Run failed(String execution, int daysBefore) {
    Instant then = World.START.minus(Duration.ofDays(daysBefore));
    return Run.started(RunId.of(execution, then), execution, then)
        .ended(RunStatus.FAILED, Counts.NONE, execution + " failed", then);
  }

  private static Copy sized(Copy copy, long bytes) {
    return new Copy(
        copy.source(),
        copy.digest(),
        copy.destination(),
        copy.tag(),
        copy.previous(),
        OptionalLong.of(bytes));
  }

  private List<Failure> failures() {
    return world.tally().of(run(), Optional.empty()).outcome().failures();
  }

  private Run summarize() {
    return world.summary().summarize(World.EXECUTION, World.START, Optional.empty());
  }

  private Run run() {
    return world.runs.find(world.id()).orElseThrow();
  }
}
