package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTest {
  private static final String ARN = "arn:aws:states:eu-west-1:123456789012:execution:mirror:one";
  private static final Instant FIVE = Instant.parse("2026-11-24T05:00:00Z");

  private final Run run = Run.started(RunId.of(ARN, FIVE), ARN, FIVE, false);

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

    Notification notification = ofFailure(run, outcome);

    assertThat(notification)
        .isEqualTo(
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
    Notification notification = ofFailure(run, SampleOutcomes.outcome(0, 1));

    assertThat(notification.text())
        .contains("images that the stack does not select, or with copyAgain,\n  must be");
  }

  @ParameterizedTest(name = "{0} failed, {1} arrived")
  @CsvSource({
    "1, 0, 1 of 1 image failed",
    "2, 0, 2 of 2 images failed",
    "1, 9, 1 of 10 images failed"
  })
  void a_subject_counts_in_singular_and_plural(int failed, int arrived, String said) {
    Notification notification = ofFailure(run, SampleOutcomes.outcome(arrived, failed));

    assertThat(notification.subject()).contains(": " + said + " in ");
  }

  @Test
  void a_notification_of_more_failures_than_anybody_reads_says_how_many_more() {
    List<FailedImage> fifty =
        IntStream.range(0, 50).mapToObj(n -> new FailedImage("image" + n, "no")).toList();
    Counts counts = Counts.planned(0, 1000, 2, 0).ended(0, 1000);

    Notification notification =
        ofFailure(run, new Outcome(counts, fifty, List.of("a", "b"), Optional.empty()));

    assertThat(notification.text())
        .contains(
            "and 950 more, see the stack's output Images,"
                + " or make status STACK=mirror JSON=1\n");
  }

  @Test
  void a_run_that_broke_off_says_why_and_counts_no_images() {
    Outcome broken =
        new Outcome(Counts.NONE, List.of(), List.of(), Optional.of("srcRegion is \"x\""));

    Notification notification = ofFailure(run, broken);

    assertThat(notification.subject()).isEqualTo("ECR Replicator: the run failed in mirror");
    assertThat(notification.text())
        .startsWith("The run broke off: srcRegion is \"x\", 0 images copied")
        .doesNotContain("What failed");
  }

  @Test
  void an_error_of_many_lines_does_not_break_the_first_sentence() {
    Outcome broken = new Outcome(Counts.NONE, List.of(), List.of(), Optional.of("one\r\n two\n\n"));

    Notification notification = ofFailure(run, broken);

    assertThat(notification.text()).startsWith("The run broke off: one two, 0 images");
    assertThat(notification.subject()).doesNotContain("\n");
  }

  @Test
  void a_long_name_of_a_stack_does_not_push_the_message_out_of_the_subject() {
    Stack stack = new Stack("s".repeat(128), "eu-west-1");

    Notification notification =
        Notification.ofFailure(stack, run, SampleOutcomes.outcome(1, 1), List.of());

    assertThat(notification.subject().substring(0, 100)).contains("1 of 2 images failed");
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

    Notification notification = ofFailure(used, SampleOutcomes.outcome(1, 1));

    assertThat(notification.text()).contains("What it took:\n  " + said + "\n");
  }

  private static Notification ofFailure(Run run, Outcome outcome) {
    return Notification.ofFailure(new Stack("mirror", "eu-west-1"), run, outcome, List.of());
  }
}
