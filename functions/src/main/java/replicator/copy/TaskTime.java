package replicator.copy;

import java.time.Duration;

/**
 * What the tasks of all attempts at a batch have taken.
 *
 * @param tasks how many have ended
 * @param billed the time that Fargate bills for them together
 */
public record TaskTime(int tasks, Duration billed) {
  public static final TaskTime NONE = new TaskTime(0, Duration.ZERO);

  public TaskTime and(TaskTime other) {
    return new TaskTime(tasks + other.tasks, billed.plus(other.billed));
  }
}
