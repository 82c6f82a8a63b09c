package replicator.copy;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replicator.cost.Rates;

/**
 * How a task ended, in ECS's words.
 *
 * @param taskArn empty if there was none
 * @param stopCode such as EssentialContainerExited or TaskFailedToStart: <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html">Task</a>;
 *     empty when ECS no longer knows the task
 * @param reason ECS's stoppedReason, with the container's own reason where there is one
 * @param exitCode of the container; absent if it never started
 * @param ran from the pull of its image to its end; zero if it came to neither
 */
public record TaskEnd(
    String taskArn, String stopCode, String reason, Optional<Integer> exitCode, Duration ran) {
  /** Of copy-images.sh, when it lacks what it needs or is given what it does not understand. */
  private static final int REFUSED = 2;

  /** SIGKILL, which a container gets when its memory does not suffice. */
  private static final int KILLED = 128 + 9;

  /**
   * Stop codes of a task whose machine AWS needs: <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html">Task</a>.
   */
  private static final Set<String> INTERRUPTIONS = Set.of("SpotInterruption", "TerminationNotice");

  private static final String NOT_STARTED = "TaskFailedToStart";

  /**
   * Reasons of a task that did not start since AWS could not give it in time what every task gets:
   * <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">errors
   * of stopped tasks</a>.
   */
  private static final List<String> TROUBLE_OF_AWS =
      List.of(
          "Rate limit exceeded while preparing network interface",
          "Timeout waiting for network interface provisioning",
          "Timeout waiting for EphemeralStorage provisioning");

  public TaskEnd(String taskArn, String stopCode, String reason, Optional<Integer> exitCode) {
    this(taskArn, stopCode, reason, exitCode, Duration.ZERO);
  }

  /** A task that ECS has forgotten, which it does an hour after the end or later. */
  public static TaskEnd forgotten(String taskArn) {
    return new TaskEnd(taskArn, "", "ECS no longer knows the task", Optional.empty());
  }

  /** Nothing was left to copy, and no task was started. */
  public static TaskEnd none() {
    return new TaskEnd("", "", "", Optional.empty());
  }

  /** Whether there was no task. */
  public boolean isNone() {
    return taskArn.isEmpty();
  }

  /** Whether its container says that it has copied all. */
  public boolean hasSucceeded() {
    return exitCode.equals(Optional.of(0));
  }

  /** Whether its container says that it has not begun to copy. */
  boolean hasRefused() {
    return exitCode.equals(Optional.of(REFUSED));
  }

  /** Whether AWS ended it because it needed the machine, or had trouble to start it. */
  public boolean wasInterrupted() {
    return INTERRUPTIONS.contains(stopCode) || hasMetTrouble();
  }

  private boolean hasMetTrouble() {
    return stopCode.equals(NOT_STARTED)
        && exitCode.isEmpty()
        && TROUBLE_OF_AWS.stream().anyMatch(reason::contains);
  }

  /** For how long Fargate bills it. */
  public Duration billed() {
    return ran.isZero() ? ran : Rates.billed(ran);
  }

  /** A sentence for people. */
  public String describe() {
    String hint =
        exitCode.equals(Optional.of(KILLED))
            ? "; if it ran out of memory, raise taskMemory or lower taskParallelCopies"
            : "";
    String exit = exitCode.map(code -> "exit code " + code).orElse("");
    String why = Stream.of(stopCode, reason).filter(word -> !word.isBlank()).collect(joining(": "));
    String known = Stream.of(exit, why).filter(word -> !word.isEmpty()).collect(joining(", "));
    return "the task ended without copying it" + (known.isEmpty() ? "" : " (" + known + ")") + hint;
  }
}
