package replicator.replication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replicator.copy.Attempt;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.copy.TaskTime;
import replicator.cost.Rates;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.plan.Copy;
import replicator.run.Counts;
import replicator.run.FailedImage;
import replicator.run.Outcome;
import replicator.run.Run;
import replicator.run.Usage;

/** Counts what a run has come to and what it has taken, and settles what nobody has. */
public final class RunTally {
  /** More than anybody reads in an e-mail; all are in the table. */
  private static final int MOST_FAILURES = 50;

  private final BatchRecords batches;
  private final ImageStatuses statuses;
  private final Rates rates;

  public RunTally(BatchRecords batches, ImageStatuses statuses, Rates rates) {
    this.batches = batches;
    this.statuses = statuses;
    this.rates = rates;
  }

  /** Both of them. */
  record Result(Outcome outcome, Usage usage) {}

  /**
   * @param error why the workflow broke off, if it did
   * @throws PermanentFailure if a batch may have a task that still copies
   */
  Result of(Run run, Optional<String> error) {
    int arrived = 0;
    int lost = 0;
    long bytes = 0;
    TaskTime time = TaskTime.NONE;
    List<FailedImage> failures = new ArrayList<>();
    try (Stream<BatchRecord> all = batches.all(run.id())) {
      for (BatchRecord batch : (Iterable<BatchRecord>) all::iterator) {
        requireNoTask(batch, error);
        List<Copy> copied = new ArrayList<>();
        for (ImageStatus status : settled(batch, error)) {
          if (status.state() == ImageState.SUCCEEDED) {
            arrived++;
            if (status.attempts() > 0) {
              copied.add(status.copy());
            }
          } else {
            lost++;
            if (failures.size() < MOST_FAILURES) {
              failures.add(
                  new FailedImage(
                      status.copy().image(), status.reason().orElse("no reason is known")));
            }
          }
        }
        time = time.and(batch.time());
        bytes += bytes(copied);
      }
    }
    Counts counts = run.counts().ended(arrived, lost);
    long seconds = time.billed().toSeconds();
    return new Result(
        new Outcome(counts, failures, run.problems(), error),
        new Usage(time.tasks(), seconds, bytes, rates.cost(seconds, bytes)));
  }

  /**
   * A batch whose execution broke off without giving it up may have a task that still copies.
   *
   * @throws PermanentFailure if so: stopping it is for {@link StoppedRun}
   */
  private static void requireNoTask(BatchRecord batch, Optional<String> error) {
    if (batch.attempt().filter(Attempt::isOpen).isPresent()) {
      throw new PermanentFailure(
          "the execution of batch %d was stopped, or failed, while its images were copied%s"
              .formatted(batch.number(), error.map(": "::concat).orElse("")));
    }
  }

  /** An image that has several tags was sent once. */
  private static long bytes(List<Copy> copies) {
    Set<Digest> seen = new HashSet<>();
    return copies.stream()
        .filter(copy -> seen.add(copy.digest()))
        .mapToLong(copy -> copy.sizeInBytes().orElse(0))
        .sum();
  }

  /** The statuses of a batch; what is not settled by now never will be. */
  private List<ImageStatus> settled(BatchRecord batch, Optional<String> error) {
    List<ImageStatus> found = statuses.of(batch.run(), batch.copies());
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
