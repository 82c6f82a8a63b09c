package replicator.run;

import java.time.Instant;

/**
 * An execution that was stopped or failed, as Step Functions reports it.
 *
 * @param execution its ARN
 * @param startedAt when it started; its run may have begun later, after another
 * @param unsummarized whether its summary is what failed
 * @param cause a sentence
 */
public record StoppedExecution(
    String execution, Instant startedAt, boolean unsummarized, String cause) {

  /** What is known of its run if nothing was recorded. */
  public Run unwritten() {
    return Run.started(RunId.of(execution, startedAt), execution, startedAt, false);
  }
}
