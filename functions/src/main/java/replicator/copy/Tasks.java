package replicator.copy;

import java.util.List;
import java.util.Optional;
import replicator.plan.Copy;

/** The tasks that copy images, as ECS runs them. */
public interface Tasks {
  /**
   * Starts a task for the attempt; the same task again if there is one.
   *
   * @return the task's ARN
   * @throws replicator.failure.TransientFailure if there is no capacity, or the call is throttled
   * @throws replicator.failure.PermanentFailure if it is refused for good
   */
  String start(AttemptId attempt, List<Copy> copies);

  /**
   * How the task ended.
   *
   * @return empty while it has not
   */
  Optional<TaskEnd> endOf(String taskArn);

  /** Those of this stack that have not ended. */
  List<String> running();

  /** Ends the task; nothing happens if it has ended. */
  void stop(String taskArn, String reason);
}
