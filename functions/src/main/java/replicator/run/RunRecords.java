package replicator.run;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of runs, and the lease that allows one run at a time. */
public interface RunRecords {
  /**
   * Takes the lease for an execution.
   *
   * @param from the dead execution that it may be taken from
   * @return the execution that has it now: this one, or one that was quicker
   */
  String takeLease(String execution, Optional<String> from);

  /** Releases the lease if this execution has it. */
  void releaseLease(String execution);

  Optional<Run> find(RunId id);

  /** False of a run that has not begun, too. */
  default boolean hasEnded(RunId id) {
    return find(id).flatMap(Run::ending).isPresent();
  }

  /**
   * The run of an execution that has begun one.
   *
   * @param since when the execution started
   */
  Optional<Run> ofExecution(String execution, Instant since);

  /**
   * The last run before this one that covered all images, or did not succeed: the success of a run
   * of some images says nothing about the others.
   */
  Optional<Run> lastConclusiveBefore(RunId id);

  /** The last run before this one, whatever it covered and however it ended. */
  Optional<Run> lastBefore(RunId id);

  /** The last run before this one that covered all images. */
  Optional<Run> lastWholeBefore(RunId id);

  /** The runs before this one whose notification reached nobody, the latest first. */
  Stream<Run> undeliveredBefore(RunId id);

  /** Writes the run in place of its earlier record. */
  void put(Run run);

  /**
   * Writes a run whose planning begins.
   *
   * @param call that plans it, in place of any other before
   * @return false if the run has ended already; its record stays as it is
   */
  boolean begin(Run run, String call);

  /**
   * Writes a run whose planning goes on.
   *
   * @return false if the run has ended already, or another call has begun it since; its record
   *     stays as it is
   */
  boolean goOn(Run run, String call);
}
