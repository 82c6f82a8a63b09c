package replicator.copy;

import java.util.Optional;

/**
 * How a task ended, in ECS's words.
 *
 * @param stopCode such as EssentialContainerExited or TaskFailedToStart: <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html">Task</a>;
 *     empty when ECS no longer knows the task
 * @param reason ECS's stoppedReason, with the container's own reason where there is one
 * @param exitCode of the container; absent if it never started
 */
public record TaskEnd(String taskArn, String stopCode, String reason, Optional<Integer> exitCode) {
  /** A task that ECS has forgotten, which it does an hour after the end or later. */
  public static TaskEnd forgotten(String taskArn) {
    return new TaskEnd(taskArn, "", "ECS no longer knows the task", Optional.empty());
  }
}
