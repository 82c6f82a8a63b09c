package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunNotifierTest {
  private static final String ARN = "arn:aws:states:eu-west-1:123456789012:execution:mirror:one";
  private static final Instant FIVE = Instant.parse("2026-11-24T05:00:00Z");

  private final InMemoryNotifications notifications = new InMemoryNotifications();
  private final RunNotifier notifier =
      new RunNotifier(new Stack("mirror", "eu-west-1"), notifications);
  private final Run run = Run.started(RunId.of(ARN, FIVE), ARN, FIVE, false);

  @Test
  void a_run_that_succeeds_after_one_that_did_is_not_told() {
    tell(run, outcome(1, 0), Optional.of(before(RunStatus.SUCCEEDED)), List::of);

    assertThat(notifications.published()).isEmpty();
  }

  @Test
  void the_first_run_of_all_is_not_told_if_it_succeeds() {
    tell(run, outcome(1, 0), Optional.empty(), List::of);

    assertThat(notifications.published()).isEmpty();
  }

  @Test
  void a_run_that_fails_is_told_once_whatever_was_before() {
    tell(run, outcome(1, 1), Optional.of(before(RunStatus.FAILED)), List::of);

    assertThat(notifications.published())
        .map(Notification::subject)
        .containsExactly("ECR Replicator: 1 of 2 images failed in mirror");
  }

  @Test
  void the_first_run_that_succeeds_after_one_that_failed_is_told_once() {
    tell(run, outcome(4, 0), Optional.of(before(RunStatus.FAILED)), List::of);

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

    tell(run, outcome(4, 0), Optional.of(dead), List::of);

    assertThat(notifications.published())
        .map(Notification::subject)
        .containsExactly("ECR Replicator: all is well again in mirror");
  }

  @Test
  void a_run_for_some_images_never_says_that_all_is_well() {
    Run some = Run.started(RunId.of(ARN, FIVE), ARN, FIVE, true);

    tell(some, outcome(1, 0), Optional.of(before(RunStatus.FAILED)), List::of);

    assertThat(notifications.published()).isEmpty();
  }

  @Test
  void a_notification_of_failure_names_what_failed_why_and_where_to_look() {
    Outcome outcome =
        new Outcome(
            new Counts(20, 3, 1, 1, 3, 0),
            List.of(
                new FailedImage("ecr.example/app:v1", "manifest unknown"),
                new FailedImage("ecr.example/app:v2", "denied: no")),
            List.of("the source has no image source.example/gone:v1"),
            Optional.empty());

    tell(run, outcome, Optional.empty(), List::of);

    assertThat(notifications.published())
        .containsExactly(
            new Notification(
                "ECR Replicator: 3 of 4 images failed in mirror",
                """
                3 images failed, 1 image copied, 20 images up to date.

                What failed, and why:
                  ecr.example/app:v1
                      manifest unknown
                  ecr.example/app:v2
                      denied: no

                What could not be planned:
                  the source has no image source.example/gone:v1

                What to do:
                  If the reasons are temporary, nothing: the next scheduled run copies
                  what the stack selects and is still missing.
                  Otherwise, or if there is no schedule (replicationMode ONE_TIME), fix
                  what the reasons name and start a run from the workflow's page.
                  A run of images that the stack does not select, or with copyAgain,
                  must be started again.

                Where to look:
                  Run %s
                  Stack mirror in eu-west-1
                  https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/%s
                """
                    .formatted(run.id(), ARN)));
  }

  /** The next comparison selects other images, or finds the same image on both sides. */
  @Test
  void a_notification_of_failure_says_which_runs_no_scheduled_run_makes_up_for() {
    tell(run, outcome(0, 1), Optional.empty(), List::of);

    assertThat(notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.text())
                    .contains(
                        "images that the stack does not select, or with copyAgain,\n  must be"));
  }

  @ParameterizedTest(name = "{0} failed, {1} arrived")
  @CsvSource({
    "1, 0, 1 of 1 image failed",
    "2, 0, 2 of 2 images failed",
    "1, 9, 1 of 10 images failed"
  })
  void a_subject_counts_in_singular_and_plural(int failed, int arrived, String said) {
    tell(run, outcome(arrived, failed), Optional.empty(), List::of);

    assertThat(notifications.published())
        .singleElement()
        .satisfies(
            notification -> assertThat(notification.subject()).contains(": " + said + " in "));
  }

  @Test
  void a_notification_of_more_failures_than_anybody_reads_says_how_many_more() {
    List<FailedImage> fifty =
        IntStream.range(0, 50).mapToObj(n -> new FailedImage("image" + n, "no")).toList();
    Counts counts = Counts.planned(0, 1000, 2, 0).ended(0, 1000);

    tell(
        run,
        new Outcome(counts, fifty, List.of("a", "b"), Optional.empty()),
        Optional.empty(),
        List::of);

    assertThat(notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.text())
                    .contains(
                        "and 950 more, see the stack's output Images,"
                            + " or make status STACK=mirror JSON=1\n"));
  }

  @Test
  void a_run_that_broke_off_says_why_and_counts_no_images() {
    Outcome broken =
        new Outcome(Counts.NONE, List.of(), List.of(), Optional.of("srcRegion is \"x\""));

    tell(run, broken, Optional.empty(), List::of);

    assertThat(notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.subject())
                    .isEqualTo("ECR Replicator: the run failed in mirror"),
            notification ->
                assertThat(notification.text())
                    .startsWith("The run broke off: srcRegion is \"x\", 0 images copied")
                    .doesNotContain("What failed"));
  }

  @Test
  void an_error_of_many_lines_does_not_break_the_first_sentence() {
    Outcome broken = new Outcome(Counts.NONE, List.of(), List.of(), Optional.of("one\r\n two\n\n"));

    tell(run, broken, Optional.empty(), List::of);

    assertThat(notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.text()).startsWith("The run broke off: one two, 0 images"),
            notification -> assertThat(notification.subject()).doesNotContain("\n"));
  }

  @Test
  void a_long_name_of_a_stack_does_not_push_the_message_out_of_the_subject() {
    new RunNotifier(new Stack("s".repeat(128), "eu-west-1"), notifications)
        .notify(run, outcome(1, 1), Optional.empty(), Optional.empty(), List::of);

    assertThat(notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.subject().substring(0, 100))
                    .contains("1 of 2 images failed"));
  }

  @Test
  void what_was_told_before_an_address_was_confirmed_is_told_again() {
    Run undelivered = before(RunStatus.FAILED).notified(Delivery.NO_SUBSCRIBER);

    assertThat(tell(run, outcome(1, 1), Optional.empty(), () -> List.of(undelivered)))
        .isEqualTo(Delivery.DELIVERED);
    assertThat(tell(run, outcome(1, 0), Optional.of(undelivered), () -> List.of(undelivered)))
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

    assertThat(tell(run, outcome(1, 1), Optional.empty(), List::of))
        .isEqualTo(Delivery.NO_SUBSCRIBER);
    assertThat(tell(run, outcome(1, 0), Optional.empty(), List::of)).isEqualTo(Delivery.NOT_NEEDED);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 150, 0.0234, '3 tasks of Fargate, 2.5 minutes in all; 1.23 GB; about $0.02'",
    "1, 60, 0.0099, '1 task of Fargate, 1.0 minutes in all; 1.23 GB; less than a cent'"
  })
  void a_notification_of_failure_says_what_the_run_took(
      int tasks, long seconds, double dollars, String said) {
    Usage usage = new Usage(tasks, seconds, 1_234_000_000L, dollars);
    Run used =
        run.ended(Counts.NONE, new Ending(RunStatus.FAILED, FIVE, "", usage, Optional.empty()));

    tell(used, outcome(1, 1), Optional.empty(), List::of);

    assertThat(notifications.published().getFirst().text())
        .contains("What it took:\n  " + said + "\n");
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

  private static Outcome outcome(int arrived, int lost) {
    List<FailedImage> failures =
        IntStream.range(0, lost).mapToObj(n -> new FailedImage("image" + n, "no")).toList();
    Counts counts = Counts.planned(0, arrived + lost, 0, 0).ended(arrived, lost);
    return new Outcome(counts, failures, List.of(), Optional.empty());
  }
}
