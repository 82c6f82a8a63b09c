package replicator.copy;

import java.time.Duration;

/**
 * What the tasks of a batch have taken, those of all its attempts.
 *
 * @param tasks that have ended
 * @param billed that Fargate counts for them together
 */
public record TaskTime(int tasks, Duration billed) {
  public static final TaskTime NONE = new TaskTime(0, Duration.ZERO);

  public TaskTime and(TaskTime other) {
    return new TaskTime(tasks + other.tasks, billed.plus(other.billed));
  }
}
