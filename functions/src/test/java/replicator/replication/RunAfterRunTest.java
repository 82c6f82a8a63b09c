package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.copy.Batch;
import replicator.run.Counts;
import replicator.run.Delivery;
import replicator.run.Ending;
import replicator.run.Notification;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;
import replicator.run.Usage;

/** What the end of a run says of those before it, and to those after it. */
class RunAfterRunTest extends SummarizedRun {

  @Test
  void a_summary_that_is_repeated_comes_to_the_same_and_tells_nobody_again() {
    world.begin(new Batch(1, List.of(V1, V2)));
    world.statuses.markSucceeded(world.id(), List.of(V1));

    Run first = summarize();
    Run again = summarize();

    assertThat(List.of(again.status(), again.counts(), again.message()))
        .isEqualTo(List.of(first.status(), first.counts(), first.message()));
    assertThat(run().counts()).isEqualTo(new Counts(0, 2, 1, 0, 1, 0));
    assertThat(world.notifications.published()).hasSize(1);
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void a_summary_that_is_repeated_changes_nothing_though_a_later_run_has_planned_the_images() {
    world.begin(new Batch(1, List.of(V1, V2)));
    world.statuses.markSucceeded(world.id(), List.of(V1, V2));
    summarize();
    Run recorded = run();
    RunId later = RunId.of("later", World.START.plusSeconds(60));
    world.runs.takeLease("later", Optional.empty());
    world.statuses.plan(later, List.of(new Batch(1, List.of(V1))));

    assertThat(summarize()).isEqualTo(recorded);

    assertThat(run()).isEqualTo(recorded);
    assertThat(world.notifications.published()).isEmpty();
    assertThat(world.runs.holder()).contains("later");
  }

  @Test
  void the_first_good_run_after_a_bad_one_is_told_once() {
    Instant yesterday = World.START.minus(Duration.ofDays(1));
    world.runs.put(
        Run.started(RunId.of("bad", yesterday), "bad", yesterday, false)
            .ended(
                Counts.NONE,
                new Ending(RunStatus.FAILED, yesterday, "", Usage.NONE, Optional.empty())));
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.markSucceeded(world.id(), List.of(V1));

    summarize();
    summarize();

    assertThat(world.notifications.published())
        .map(Notification::subject)
        .containsExactly("ECR Replicator: all is well again in mirror");
  }

  @Test
  void pushes_that_cannot_be_planned_for_one_reason_are_told_once_and_a_run_of_everything_again() {
    breakOff("first", 1, true, "the list cannot be read");
    breakOff("second", 2, true, "the list cannot be read");
    breakOff("third", 3, true, "the list cannot be read");
    assertThat(world.notifications.published()).hasSize(1);

    breakOff("everything", 4, false, "the list cannot be read");
    assertThat(world.notifications.published()).hasSize(2);

    breakOff("fourth", 5, true, "the list is empty");
    assertThat(world.notifications.published()).hasSize(3);
    assertThat(world.runs.all()).hasSize(5).allMatch(Run::isNotified);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecr:ListImages on 1.dkr.ecr.cn-north-1.amazonaws.com.cn/mirror/%s was refused: no token",
        "ssm:GetParameter: no access (Service: AWSKMS; Status Code: 400; Request ID: %s; Proxy: null)",
        "RequestId: %s Error: Runtime exited"
      })
  void what_only_names_another_repository_or_request_is_no_other_reason(String reason) {
    breakOff("first", 1, true, reason.formatted("5f64ab12-0000-4000-8000-0123456789ab"));
    breakOff("second", 2, true, reason.formatted("6a75bc23-0000-4000-8000-0123456789ab"));

    assertThat(world.notifications.published()).hasSize(1);
  }

  @Test
  void pushes_that_cannot_be_planned_are_told_as_soon_as_somebody_can_hear() {
    world.notifications.subscribed(false);
    breakOff("first", 1, true, "the list cannot be read");
    world.notifications.subscribed(true);
    breakOff("second", 2, true, "the list cannot be read");
    breakOff("third", 3, true, "the list cannot be read");

    assertThat(world.runs.all())
        .extracting(run -> run.delivery().orElseThrow())
        .containsExactlyInAnyOrder(Delivery.DELIVERED, Delivery.DELIVERED, Delivery.NOT_NEEDED);
  }

  @Test
  void what_fails_anew_after_a_push_that_succeeded_is_told_anew_though_for_the_same_reason() {
    breakOff("first", 1, true, "the list cannot be read");
    succeed("second", 2);
    breakOff("third", 3, true, "the list cannot be read");
    breakOff("fourth", 4, true, "the list cannot be read");

    assertThat(world.notifications.published()).hasSize(2);
  }

  /** Pushes to several repositories follow each other, and only one of them is closed. */
  @Test
  void what_fails_for_one_repository_is_told_once_though_pushes_to_others_succeed() {
    String reason = "ecr:ListImages on 1.dkr.ecr.eu-west-1.amazonaws.com/mirror/closed was refused";
    for (int push = 1; push <= 5; push += 2) {
      breakOff("closed", push, true, reason);
      succeed("open", push + 1);
    }

    assertThat(world.notifications.published()).hasSize(1);
  }

  private void succeed(String execution, int second) {
    world.summary().summarize(execution, World.START.plusSeconds(second), true, Optional.empty());
  }

  @Test
  void pushes_whose_images_fail_for_one_reason_are_told_each() {
    for (int push = 1; push <= 2; push++) {
      Instant then = World.START.plusSeconds(push);
      RunId id = RunId.of("push", then);
      world.runs.put(
          Run.started(id, "push", then, true).planned(1, Counts.planned(0, 1, 0, 0), List.of()));
      world.batches.write(id, 0, List.of(new Batch(1, List.of(V1))));
      world.statuses.plan(id, List.of(new Batch(1, List.of(V1))));
      breakOff("push", push, true, "no task starts");
    }

    assertThat(world.notifications.published()).hasSize(2);
  }

  @Test
  void what_nobody_could_hear_is_told_again_with_the_next_and_then_no_more() {
    Run first = failed("first", 3);
    Run second = failed("second", 2);
    world.runs.put(first.notified(Delivery.NO_SUBSCRIBER));
    world.runs.put(second.notified(Delivery.NO_SUBSCRIBER));
    world.begin(new Batch(1, List.of(V1)));

    world.notifications.subscribed(false);
    summarize();
    assertThat(run().delivery()).contains(Delivery.NO_SUBSCRIBER);
    assertThat(world.runs.find(first.id()))
        .hasValueSatisfying(one -> assertThat(one.delivery()).contains(Delivery.NO_SUBSCRIBER));

    world.notifications.subscribed(true);
    Instant tomorrow = World.START.plus(Duration.ofDays(1));
    world.summary().summarize("next", tomorrow, false, Optional.of("a reason"));
    world.summary().summarize("after", tomorrow.plusSeconds(60), false, Optional.of("a reason"));

    assertThat(world.runs.all())
        .extracting(Run::delivery)
        .doesNotContain(Optional.of(Delivery.NO_SUBSCRIBER));
    List<String> texts = world.notifications.published().stream().map(Notification::text).toList();
    assertThat(texts).hasSize(3);
    assertThat(texts.get(1)).contains(first.id().value(), second.id().value(), world.id().value());
    assertThat(texts.get(2)).doesNotContain(first.id().value(), "confirmed");
  }

  @Test
  void of_many_runs_that_nobody_heard_of_the_last_fifty_are_told_with_the_next() {
    for (int days = 1; days <= 51; days++) {
      world.runs.put(failed("run-" + days, days).notified(Delivery.NO_SUBSCRIBER));
    }
    world.begin(new Batch(1, List.of(V1)));

    summarize();

    String oldest = failed("run-51", 51).id().value();
    assertThat(world.runs.all())
        .filteredOn(run -> run.delivery().equals(Optional.of(Delivery.NO_SUBSCRIBER)))
        .map(run -> run.id().value())
        .containsExactly(oldest);
    assertThat(world.notifications.published())
        .singleElement()
        .extracting(Notification::text)
        .asString()
        .contains(failed("run-50", 50).id().value(), failed("run-1", 1).id().value())
        .doesNotContain(oldest);
  }
}
