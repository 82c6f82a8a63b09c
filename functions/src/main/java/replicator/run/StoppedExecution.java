package replicator.run;

import java.time.Instant;

/**
 * An execution that came to no good end, as Step Functions tells of it.
 *
 * @param execution its ARN
 * @param startedAt when it started; its run may have begun later, after another
 * @param unsummarized whether its summary is what failed
 * @param cause a sentence
 */
public record StoppedExecution(
    String execution, Instant startedAt, boolean unsummarized, String cause) {

  /** What is known of its run if it came to no record. */
  public Run unwritten() {
    return Run.started(RunId.of(execution, startedAt), execution, startedAt, false);
  }
}
