package replicator.run;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What is written down of runs, and the lease that lets one run at a time. */
public interface RunRecords {
  /**
   * Takes the lease for an execution.
   *
   * @param from whom it may be taken away from, because that execution is dead
   * @return whoever has it now: this execution, or the one that was quicker
   */
  String takeLease(String execution, Optional<String> from);

  /** Gives the lease back if this execution has it. */
  void releaseLease(String execution);

  Optional<Run> find(RunId id);

  /**
   * The run of an execution that has begun one.
   *
   * @param since when the execution started
   */
  Optional<Run> ofExecution(String execution, Instant since);

  /**
   * The last run before this one that is about all images, or has not succeeded: of some images a
   * run that has says nothing of the others.
   */
  Optional<Run> lastConclusiveBefore(RunId id);

  /** Those before this one whose notification reached nobody, the last ones first. */
  Stream<Run> undeliveredBefore(RunId id);

  /** Writes the run, in place of what was written of it before. */
  void put(Run run);

  /**
   * Writes a run that goes on.
   *
   * @return false if it has ended, which stays as it was written
   */
  boolean putUnlessEnded(Run run);
}
