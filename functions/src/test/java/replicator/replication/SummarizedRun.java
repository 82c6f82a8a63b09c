package replicator.replication;

import static replicator.copy.SampleCopies.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import replicator.copy.Copy;
import replicator.run.Counts;
import replicator.run.Ending;
import replicator.run.FailedImage;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;
import replicator.run.Usage;

/** A run that is to be summarized. */
abstract class SummarizedRun extends InWorld {

  static Run failed(String execution, int daysBefore) {
    return failed(execution, daysBefore, Optional.empty());
  }

  static Run failed(String execution, int daysBefore, Optional<Instant> behindSince) {
    Run begun = died(execution, daysBefore);
    Instant then = begun.startedAt();
    return begun.ended(
        Counts.NONE,
        new Ending(RunStatus.FAILED, then, execution + " failed", Usage.NONE, behindSince));
  }

  /** Its record has no ending. */
  static Run died(String execution, int daysBefore) {
    Instant then = World.START.minus(Duration.ofDays(daysBefore));
    return Run.started(RunId.of(execution, then), execution, then, false);
  }

  static Copy sized(Copy copy, long bytes) {
    return new Copy(
        copy.source(),
        copy.digest(),
        copy.destination(),
        copy.tag(),
        copy.previous(),
        OptionalLong.of(bytes));
  }

  List<FailedImage> failures() {
    return world.tally().of(run(), Optional.empty()).outcome().failures();
  }

  Run summarize() {
    return world.summary().summarize(World.EXECUTION, World.START, false, Optional.empty());
  }

  void breakOff(String execution, int second, boolean partial, String reason) {
    world
        .summary()
        .summarize(execution, World.START.plusSeconds(second), partial, Optional.of(reason));
  }
}
