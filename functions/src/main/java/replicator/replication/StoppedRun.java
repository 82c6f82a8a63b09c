package replicator.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunRecords;

/** Does for a run whose execution was stopped what its last states could not. */
public final class StoppedRun {
  private final RunRecords runs;
  private final BatchRecords batches;
  private final CopyCompletion completion;
  private final RunSummary summary;

  public StoppedRun(
      RunRecords runs, BatchRecords batches, CopyCompletion completion, RunSummary summary) {
    this.runs = runs;
    this.batches = batches;
    this.completion = completion;
    this.summary = summary;
  }

  /**
   * Stops its tasks, settles its images and ends the run; one that has ended stays as it is.
   *
   * @param startedAt when the execution started, which may have waited before its run began
   */
  public void settle(String execution, Instant startedAt, String cause) {
    Optional<Run> found = runs.ofExecution(execution, startedAt);
    if (found.isEmpty() || hasEnded(found.get())) {
      // It was stopped while it waited for another run, before it wrote anything down, or at its
      // end.
      runs.releaseLease(execution);
      return;
    }
    Run run = found.get();
    RunId id = run.id();
    List<Integer> numbers;
    try (Stream<BatchRecord> all = batches.all(id)) {
      numbers = all.map(BatchRecord::number).toList();
    }
    numbers.forEach(number -> completion.giveUp(id, number, cause));
    summary.summarize(execution, run.startedAt(), run.partial(), Optional.of(cause));
  }

  private static boolean hasEnded(Run run) {
    return run.ending().isPresent() && run.announced();
  }
}
