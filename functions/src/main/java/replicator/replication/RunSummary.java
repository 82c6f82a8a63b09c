package replicator.replication;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.plan.Copy;
import replicator.run.Counts;
import replicator.run.Failure;
import replicator.run.Letters;
import replicator.run.Outcome;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunRecords;

/**
 * Ends a run: counts, writes its record, tells people once, and lets the next one go. Repeating it
 * does no harm.
 */
public final class RunSummary {
  /** More than anybody reads in an e-mail; all are in the table. */
  private static final int MOST_FAILURES = 50;

  private final RunRecords runs;
  private final BatchRecords batches;
  private final ImageStatuses statuses;
  private final Letters letters;
  private final Runnable eraseAuth;
  private final InstantSource clock;

  /**
   * @param eraseAuth leaves no registry login behind
   */
  public RunSummary(
      RunRecords runs,
      BatchRecords batches,
      ImageStatuses statuses,
      Letters letters,
      Runnable eraseAuth,
      InstantSource clock) {
    this.runs = runs;
    this.batches = batches;
    this.statuses = statuses;
    this.letters = letters;
    this.eraseAuth = eraseAuth;
    this.clock = clock;
  }

  /**
   * @param error why the workflow broke off, if it did
   */
  public Outcome summarize(String execution, Instant startedAt, Optional<String> error) {
    RunId id = RunId.of(execution, startedAt);
    Run run = runs.find(id).orElseGet(() -> Run.started(id, execution, startedAt));
    Outcome outcome = outcome(run, error);
    Run ended = run.ended(outcome.status(), outcome.counts(), outcome.summary(), clock.instant());
    runs.put(ended);
    try {
      eraseAuth(execution);
    } finally {
      // A person is told, and the next run may go, whatever else is wrong.
      tell(ended, outcome);
      runs.releaseLease(execution);
    }
    return outcome;
  }

  /** Another run may have taken the lease away from a dead execution, and needs its logins. */
  private void eraseAuth(String execution) {
    if (runs.takeLease(execution, Optional.empty()).equals(execution)) {
      eraseAuth.run();
    }
  }

  private void tell(Run run, Outcome outcome) {
    if (!run.announced()) {
      letters.send(run, outcome, before(run));
      runs.put(run.told());
    }
  }

  private Optional<Run> before(Run run) {
    Optional<Run> before = runs.before(run.id());
    while (before.filter(Run::settlesNothingElse).isPresent()) {
      before = runs.before(before.get().id());
    }
    return before;
  }

  private Outcome outcome(Run run, Optional<String> error) {
    int arrived = 0;
    int lost = 0;
    List<Failure> failures = new ArrayList<>();
    try (Stream<BatchRecord> all = batches.all(run.id())) {
      for (BatchRecord batch : (Iterable<BatchRecord>) all::iterator) {
        for (ImageStatus status : settled(batch, error)) {
          if (status.state() == ImageState.SUCCEEDED) {
            arrived++;
          } else {
            lost++;
            if (failures.size() < MOST_FAILURES) {
              failures.add(
                  new Failure(status.copy().image(), status.reason().orElse("no reason is known")));
            }
          }
        }
      }
    }
    Counts counts = run.counts().ended(arrived, lost);
    return new Outcome(counts, failures, run.problems(), error);
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
    statuses.givenUp(batch.run(), open);
    return statuses.of(batch.run(), batch.copies());
  }
}
