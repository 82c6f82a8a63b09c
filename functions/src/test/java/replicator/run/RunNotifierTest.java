package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RunNotifierTest {
  private static final String ARN = "arn:aws:states:eu-west-1:123456789012:execution:mirror:one";
  private static final Instant FIVE = Instant.parse("2026-11-24T05:00:00Z");

  private final InMemoryNotifications notifications = new InMemoryNotifications();
  private final RunNotifier notifier =
      new RunNotifier(new Stack("mirror", "eu-west-1"), notifications);
  private final Run run = Run.started(RunId.of(ARN, FIVE), ARN, FIVE, false);

  @Test
  void a_run_that_succeeds_after_one_that_did_is_not_told() {
    tell(run, SampleOutcomes.outcome(1, 0), Optional.of(before(RunStatus.SUCCEEDED)), List::of);

    assertThat(notifications.published()).isEmpty();
  }

  @Test
  void the_first_run_of_all_is_not_told_if_it_succeeds() {
    tell(run, SampleOutcomes.outcome(1, 0), Optional.empty(), List::of);

    assertThat(notifications.published()).isEmpty();
  }

  @Test
  void a_run_that_fails_is_told_once_whatever_was_before() {
    tell(run, SampleOutcomes.outcome(1, 1), Optional.of(before(RunStatus.FAILED)), List::of);

    assertThat(notifications.published())
        .map(Notification::subject)
        .containsExactly("ECR Replicator: 1 of 2 images failed in mirror");
  }

  @Test
  void a_run_that_broke_off_is_told_once() {
    Outcome broken = new Outcome(Counts.NONE, List.of(), List.of(), Optional.of("no"));

    tell(run, broken, Optional.empty(), List::of);

    assertThat(notifications.published()).hasSize(1);
  }

  @Test
  void the_first_run_that_succeeds_after_one_that_failed_is_told_once() {
    tell(run, SampleOutcomes.outcome(4, 0), Optional.of(before(RunStatus.FAILED)), List::of);

    assertThat(notifications.published())
        .containsExactly(
            new Notification(
                "ECR Replicator: all is well again in mirror",
                """
                4 images copied, 0 images up to date.

                Every image that the stack selects is at the destination.
                An earlier run had failures.

                https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/%s
                """
                    .formatted(ARN)));
  }

  /** Its end was never written: the run before it failed, for all that people know. */
  @Test
  void the_first_run_that_succeeds_after_one_that_died_is_told() {
    Run dead = Run.started(before(RunStatus.FAILED).id(), "dead", Instant.EPOCH, false);

    tell(run, SampleOutcomes.outcome(4, 0), Optional.of(dead), List::of);

    assertThat(notifications.published())
        .map(Notification::subject)
        .containsExactly("ECR Replicator: all is well again in mirror");
  }

  @Test
  void a_run_for_some_images_never_says_that_all_is_well() {
    Run some = Run.started(RunId.of(ARN, FIVE), ARN, FIVE, true);

    tell(some, SampleOutcomes.outcome(1, 0), Optional.of(before(RunStatus.FAILED)), List::of);

    assertThat(notifications.published()).isEmpty();
  }

  @Test
  void what_was_told_before_an_address_was_confirmed_is_told_again() {
    Run undelivered = before(RunStatus.FAILED).notified(Delivery.NO_SUBSCRIBER);

    assertThat(
            tell(run, SampleOutcomes.outcome(1, 1), Optional.empty(), () -> List.of(undelivered)))
        .isEqualTo(Delivery.DELIVERED);
    assertThat(
            tell(
                run,
                SampleOutcomes.outcome(1, 0),
                Optional.of(undelivered),
                () -> List.of(undelivered)))
        .isEqualTo(Delivery.DELIVERED);

    assertThat(notifications.published())
        .hasSize(2)
        .allSatisfy(
            notification ->
                assertThat(notification.text())
                    .contains(
                        "Not delivered before, because no address was confirmed:\n  Run "
                            + undelivered.id()
                            + ": 2 images failed\n"));
  }

  @Test
  void while_no_address_is_confirmed_it_reaches_nobody() {
    notifications.subscribed(false);

    assertThat(tell(run, SampleOutcomes.outcome(1, 1), Optional.empty(), List::of))
        .isEqualTo(Delivery.NO_SUBSCRIBER);
    assertThat(tell(run, SampleOutcomes.outcome(1, 0), Optional.empty(), List::of))
        .isEqualTo(Delivery.NOT_NEEDED);
  }

  private Delivery tell(
      Run ended, Outcome outcome, Optional<Run> before, Supplier<List<Run>> undelivered) {
    return notifier.notify(ended, outcome, before, before, undelivered);
  }

  private static Run before(RunStatus status) {
    Instant yesterday = FIVE.minusSeconds(86_400);
    return Run.started(RunId.of("before", yesterday), "before", yesterday, false)
        .ended(
            Counts.NONE,
            new Ending(status, yesterday, "2 images failed", Usage.NONE, Optional.empty()));
  }
}
