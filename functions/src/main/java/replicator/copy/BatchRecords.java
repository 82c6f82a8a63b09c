package replicator.copy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.failure.PermanentFailure;
import replicator.run.RunId;

/**
 * The records of batches and their attempts. Every change of an attempt is conditional, so that
 * only one of two simultaneous changes is made.
 */
public interface BatchRecords {
  /**
   * Writes batches of a run, in place of what an earlier try has written beyond a number.
   *
   * @param last number whose batch is left alone; the batches to be written have larger numbers
   */
  void write(RunId run, int last, List<Batch> batches);

  Optional<BatchRecord> find(RunId run, int number);

  /**
   * @throws PermanentFailure if there is no such batch
   */
  default BatchRecord get(RunId run, int number) {
    return find(run, number)
        .orElseThrow(() -> new PermanentFailure("run %s has no batch %d".formatted(run, number)));
  }

  /** The batches of a run with larger numbers than this, in order; to be closed. */
  Stream<BatchRecord> after(RunId run, int number);

  /** All batches of a run, in order of their numbers; to be closed. */
  default Stream<BatchRecord> all(RunId run) {
    return after(run, 0);
  }

  /**
   * Records a new attempt.
   *
   * @return false if the attempt before it is not closed, or another one has been opened
   */
  boolean open(AttemptId attempt, String token);

  /**
   * Makes another state the one that waits for the open attempt.
   *
   * @return false if the attempt is closed
   */
  boolean adopt(AttemptId attempt, String token);

  /** Records how often the attempt was refused a task, unless it has one or is closed. */
  void recordRefusals(AttemptId attempt, int refusals);

  /**
   * Records the task of the attempt.
   *
   * @return false if the attempt is closed or has another task: nobody waits for this one
   */
  boolean recordTask(AttemptId attempt, String taskArn);

  /** Adds the time of the last attempt's task to that of its batch; repeated, it counts once. */
  void addTaskTime(AttemptId attempt, Duration billed);

  /**
   * Closes the attempt.
   *
   * @return it, with the token that waits for it now; empty if it was closed before
   */
  Optional<Attempt> close(AttemptId attempt, Verdict verdict);

  /** Records that the waiting state has been sent the verdict. */
  void markAnswered(AttemptId attempt);
}
