package replicator.copy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tasks that copy images, as ECS runs them. */
public interface Tasks {
  /** The answer to a request for a task. */
  sealed interface Answer {
    record Started(String taskArn) implements Answer {}

    /** There is no capacity now; no task has been started. */
    record Refused(String reason) implements Answer {}
  }

  /**
   * Starts a task for the attempt; the same task again if there is one.
   *
   * @param refusals how often the attempt has been refused one before
   * @param batchesInStep of the workflow, which may be copied at the same time, this one included
   * @throws replicator.failure.TransientFailure if the call is throttled, or not answered
   * @throws replicator.failure.PermanentFailure if it is refused for good
   */
  Answer start(AttemptId attempt, int refusals, int batchesInStep, List<Copy> copies);

  /**
   * How the task ended.
   *
   * @param since a time before its start
   * @return empty while it has not
   */
  Optional<TaskEnd> endOf(String taskArn, Instant since);

  /** Those of this stack that have not ended, also if they are being stopped. */
  List<String> running();

  /** Ends the task; nothing happens if it has ended. */
  void stop(String taskArn, String reason);
}
