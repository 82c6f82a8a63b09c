package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskEndTest {
  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      textBlock =
          """
          EssentialContainerExited | Essential container in task exited | 1    | the task ended without copying it (exit code 1, EssentialContainerExited: Essential container in task exited)
          TaskFailedToStart        | ResourceInitializationError        | none | the task ended without copying it (TaskFailedToStart: ResourceInitializationError)
          SpotInterruption         | ''                                 | 143  | the task ended without copying it (exit code 143, SpotInterruption)
          ''                       | no container stopped               | none | the task ended without copying it (no container stopped)
          ''                       | ''                                 | 2    | the task ended without copying it (exit code 2)
          ''                       | ''                                 | none | the task ended without copying it
          """)
  void a_description_tells_what_is_known_and_nothing_else(
      String stopCode, String reason, Integer exitCode, String description) {
    TaskEnd end = new TaskEnd("task", stopCode, reason, Optional.ofNullable(exitCode));

    assertThat(end.describe()).isEqualTo(description);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      textBlock =
          """
          SpotInterruption         | Your Spot Task was interrupted.                                                          | 143  | true
          TerminationNotice        | ''                                                                                       | none | true
          TaskFailedToStart        | Rate limit exceeded while preparing network interface to be attached to instance         | none | true
          TaskFailedToStart        | Timeout waiting for network interface provisioning to complete.                          | none | true
          TaskFailedToStart        | Timeout waiting for EphemeralStorage provisioning to complete.                           | none | true
          TaskFailedToStart        | CannotPullContainerError: pull image manifest has been retried 1 time(s)                 | none | false
          TaskFailedToStart        | ResourceInitializationError: unable to pull secrets or registry auth: i/o timeout        | none | false
          TaskFailedToStart        | Unexpected EC2 error while attempting to Create Network Interface: InsufficientFreeAddressesInSubnet | none | false
          EssentialContainerExited | Timeout waiting for network interface provisioning to complete.                          | 1    | false
          UserInitiated            | Timeout waiting for network interface provisioning to complete.                          | none | false
          """)
  void trouble_of_aws_is_an_interruption_and_none_of_the_stack_is(
      String stopCode, String reason, Integer exitCode, boolean interrupted) {
    TaskEnd end = new TaskEnd("task", stopCode, reason, Optional.ofNullable(exitCode));

    assertThat(end.wasInterrupted()).isEqualTo(interrupted);
  }

  @Test
  void a_container_that_was_killed_gets_advice_on_memory() {
    assertThat(
            new TaskEnd(
                    "task",
                    "EssentialContainerExited",
                    "OutOfMemoryError: Container killed due to memory usage",
                    Optional.of(137))
                .describe())
        .isEqualTo(
            "the task ended without copying it (exit code 137, EssentialContainerExited:"
                + " OutOfMemoryError: Container killed due to memory usage);"
                + " if it ran out of memory, raise taskMemory or lower taskParallelCopies");
  }

  @ParameterizedTest(name = "{0} ms are billed as {1} s")
  @CsvSource({"0, 0", "1, 60", "59999, 60", "60000, 60", "60001, 61", "3600000, 3600"})
  void a_task_is_billed_by_the_second_and_a_minute_at_least(long millis, long seconds) {
    TaskEnd end = new TaskEnd("task", "", "", Optional.of(0), Duration.ofMillis(millis));

    assertThat(end.billed()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void a_task_that_ecs_has_forgotten_says_so() {
    assertThat(TaskEnd.forgotten("task").describe())
        .isEqualTo("the task ended without copying it (ECS no longer knows the task)");
  }
}
