package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.auth.AuthFile;
import replicator.auth.BrokenAuthFile;
import replicator.auth.LoginErasure;
import replicator.copy.Batch;
import replicator.cost.Rates;
import replicator.failure.TransientFailure;
import replicator.plan.Enough;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.run.Notifications;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunNotifier;
import replicator.run.Stack;

/** What a run that ends leaves to the next: the lease, and no login. */
class NextRunMayGoTest extends SummarizedRun {

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
}
