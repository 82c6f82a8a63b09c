package replicator.replication;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.cost.Rates;
import replicator.failure.PermanentFailure;
import replicator.run.Counts;
import replicator.run.Outcome;
import replicator.run.Run;
import replicator.run.Usage;

/** Counts how a run turned out and what it has taken, and settles images that are still open. */
public final class RunTally {
  private final BatchRecords batches;
  private final ImageStatuses statuses;
  private final Rates rates;

  public RunTally(BatchRecords batches, ImageStatuses statuses, Rates rates) {
    this.batches = batches;
    this.statuses = statuses;
    this.rates = rates;
  }

  /** How the run turned out, and what it has taken. */
  record Result(Outcome outcome, Usage usage) {}

  /**
   * @param error why the workflow broke off, if it did
   * @throws PermanentFailure if a batch may have a task that still copies
   */
  Result of(Run run, Optional<String> error) {
    BatchTally tally;
    try (Stream<BatchRecord> all = batches.all(run.id())) {
      tally = all.map(batch -> tally(batch, error)).reduce(BatchTally.NONE, BatchTally::and);
    }
    Counts counts = run.counts().ended(tally.arrived(), tally.lost());
    long seconds = tally.time().billed().toSeconds();
    double dollars = rates.cost(seconds, tally.bytes());
    return new Result(
        new Outcome(counts, tally.failures(), run.problems(), error),
        new Usage(tally.time().tasks(), seconds, tally.bytes(), dollars));
  }

  private BatchTally tally(BatchRecord batch, Optional<String> error) {
    List<ImageStatus> found = statuses.of(batch.run(), batch.copies());
    requireNoTask(batch, found, error);
    return BatchTally.of(settled(batch, found, error), batch.time());
  }

  /**
   * A batch whose execution broke off without giving it up may have a task that still copies. So
   * may one whose giving-up was cut off, which closes the attempt first: whoever settles an ended
   * task writes the images first.
   *
   * @throws PermanentFailure if so: stopping it is for {@link StoppedRun}
   */
  private static void requireNoTask(
      BatchRecord batch, List<ImageStatus> found, Optional<String> error) {
    boolean copying = found.stream().anyMatch(status -> status.state() == ImageState.COPYING);
    if (batch.attempt().filter(attempt -> attempt.isOpen() || copying).isPresent()) {
      throw new PermanentFailure(
          "the execution of batch %d was stopped, or failed, while its images were copied%s"
              .formatted(batch.number(), error.map(": "::concat).orElse("")));
    }
  }

  /** The statuses of a batch; what is not settled by now never will be. */
  private List<ImageStatus> settled(
      BatchRecord batch, List<ImageStatus> found, Optional<String> error) {
    Map<Copy, String> open = new HashMap<>();
    for (ImageStatus status : found) {
      if (status.isOpen()) {
        String broken = "the run ended before it was copied" + error.map(": "::concat).orElse("");
        open.put(status.copy(), status.reason().orElse(broken));
      }
    }
    if (open.isEmpty()) {
      return found;
    }
    statuses.giveUp(batch.run(), open);
    return statuses.of(batch.run(), batch.copies());
  }
}
