package replicator.copy;

import java.util.List;
import java.util.Optional;
import replicator.run.RunId;

/**
 * The record of a batch.
 *
 * @param attempt the last one
 * @param time of the tasks whose end was reported
 */
public record BatchRecord(
    RunId run, int number, List<Copy> copies, Optional<Attempt> attempt, TaskTime time) {
  public BatchRecord {
    copies = List.copyOf(copies);
  }

  public Optional<Attempt> openAttempt() {
    return attempt.filter(Attempt::isOpen);
  }

  public AttemptId nextAttempt() {
    return new AttemptId(run, number, attempt.map(last -> last.id().attempt()).orElse(0) + 1);
  }
}
