package replicator.replication;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.concurrent.Concurrently;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.run.Run;
import replicator.run.RunRecords;
import replicator.run.StoppedExecution;

/** Does for a run whose execution was stopped, or died, what its last states could not. */
public final class StoppedRun {
  /**
   * Batches that are settled at the same time. A destination far away answers in a quarter of a
   * second, one call for each repository, of which a run may have tens of thousands.
   */
  private static final int AT_ONCE = 16;

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

  /** Stops its tasks, settles its images and ends the run; one that has ended stays as it is. */
  public void settle(StoppedExecution stopped) {
    Optional<Run> found = runs.ofExecution(stopped.execution(), stopped.startedAt());
    if (found.isEmpty() && !stopped.unsummarized()) {
      // It was stopped while it waited for another run, or before it wrote anything down.
      runs.releaseLease(stopped.execution());
      return;
    }
    Run run = found.orElseGet(stopped::unwritten);
    if (!run.isOver()) {
      giveUpBatches(run, stopped.cause());
    }
    summary.summarize(
        run.execution(), run.startedAt(), run.partial(), Optional.of(stopped.cause()));
  }

  private void giveUpBatches(Run run, String cause) {
    List<Integer> numbers;
    try (Stream<BatchRecord> all = batches.all(run.id())) {
      numbers = all.map(BatchRecord::number).toList();
    }
    // All tasks first: the destination may not answer.
    Concurrently.forEach(numbers, AT_ONCE, number -> completion.stopTask(run.id(), number, cause));
    Concurrently.forEach(
        numbers, AT_ONCE, number -> completion.giveUpImages(run.id(), number, cause));
  }
}
