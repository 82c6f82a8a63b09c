package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.auth.AuthFile;
import replicator.auth.BrokenAuthFile;
import replicator.auth.LoginErasure;
import replicator.copy.Batch;
import replicator.cost.Rates;
import replicator.failure.TransientFailure;
import replicator.plan.Enough;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.run.Counts;
import replicator.run.Delivery;
import replicator.run.Ending;
import replicator.run.Notification;
import replicator.run.Notifications;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunNotifier;
import replicator.run.RunStatus;
import replicator.run.Stack;
import replicator.run.Usage;

/** What the end of a run means for those before it and after it. */
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
  void the_next_run_may_go_and_no_login_is_left() {
    world.begin(new Batch(1, List.of(V1)));
    world.auth().refreshIfOld(world.id(), false);

    summarize();

    assertThat(world.runs.holder()).isEmpty();
    assertThat(world.authFile.content()).isEmpty();
  }

  /** The next push finds them, and Secrets Manager need not keep another two versions for a day. */
  @Test
  void a_run_of_some_images_leaves_the_logins_to_the_next_and_a_run_of_everything_erases_them() {
    Instant earlier = World.START.minusSeconds(60);
    RunId some = RunId.of("some", earlier);
    world.runs.put(Run.started(some, "some", earlier, true));
    world.auth().refreshIfOld(some, true);
    world.summary().summarize("some", earlier, false, Optional.empty());
    assertThat(world.authFile.content()).isPresent();

    world.begin(new Batch(1, List.of(V1)));
    summarize();
    assertThat(world.authFile.content()).isEmpty();
  }

  /** A password does not run out by itself, and no push starts such a run. */
  @Test
  void a_run_of_some_images_of_a_registry_with_a_password_leaves_no_login() {
    RunId some = RunId.of("some", World.START);
    world.runs.takeLease("some", Optional.empty());
    world.runs.put(Run.started(some, "some", World.START, true));
    world.auth().refreshIfOld(some, true);
    world.tokensOnly = false;

    world.summary().summarize("some", World.START, true, Optional.empty());

    assertThat(world.authFile.content()).isEmpty();
  }

  @Test
  void a_run_that_lost_the_lease_leaves_the_logins_and_the_lease_of_the_other_alone() {
    world.begin(new Batch(1, List.of(V1)));
    world.runs.takeLease("other", Optional.of(World.EXECUTION));
    world.auth().refreshIfOld(RunId.of("other", World.START), false);

    summarize();

    assertThat(world.authFile.content()).isPresent();
    assertThat(world.runs.holder()).contains("other");
    assertThat(run().ending()).isPresent();
  }

  @Test
  void logins_that_cannot_be_erased_are_an_error_but_people_are_told_and_the_next_run_may_go() {
    world.begin(new Batch(1, List.of(V1)));
    world.auth().refreshIfOld(world.id(), false);

    assertSummaryFails(
        "the secret does not answer",
        world.notifications,
        new BrokenAuthFile(new TransientFailure("the secret does not answer")));

    assertThat(world.notifications.published()).hasSize(1);
    assertThat(world.runs.holder()).isEmpty();
    assertThat(run().ending()).isPresent();
  }

  @Test
  void people_who_cannot_be_told_are_an_error_and_the_next_run_takes_the_lease_of_the_dead() {
    world.begin(new Batch(1, List.of(V1)));

    assertSummaryFails(
        "the topic does not answer",
        (subject, text) -> {
          throw new TransientFailure("the topic does not answer");
        },
        world.authFile);

    assertThat(run().isNotified()).isFalse();
    world.executions.stop(World.EXECUTION, "SummaryFailed");
    Plan nothing = world.plan(Progress.NONE, Enough.NEVER);
    Instant tomorrow = World.START.plus(Duration.ofDays(1));
    assertThat(world.enumeration().begin("next", tomorrow, false, Progress.NONE, () -> nothing))
        .isInstanceOf(ImageEnumeration.Begun.Planned.class);
    assertThat(world.runs.holder()).contains("next");
  }

  /** Another run would plan the failed images anew, and the reason would be lost. */
  @Test
  void no_other_run_may_go_until_people_are_told() {
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.giveUp(world.id(), Map.of(V1, "manifest unknown"));
    world.crashes.meanwhile(
        Notifications.class,
        "publish",
        () -> {
          throw new TransientFailure("the topic does not answer");
        });
    assertThatThrownBy(this::summarize).hasMessage("the topic does not answer");

    assertThat(world.runs.takeLease("other", Optional.empty())).isEqualTo(World.EXECUTION);
    summarize();

    assertThat(world.notifications.published())
        .singleElement()
        .satisfies(notification -> assertThat(notification.text()).contains("manifest unknown"));
    assertThat(world.runs.holder()).isEmpty();
  }

  private void assertSummaryFails(String why, Notifications notifications, AuthFile file) {
    RunSummary summary =
        new RunSummary(
            world.runs,
            new RunTally(world.batches, world.statuses, new Rates(0, 0)),
            new RunNotifier(new Stack("mirror", "eu-west-1"), notifications),
            (run, brokeOff) -> {},
            new LoginErasure(file, world.authTurns),
            () -> true,
            world::now);
    assertThatThrownBy(
            () -> summary.summarize(World.EXECUTION, World.START, false, Optional.empty()))
        .hasMessage(why);
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
