package replicator.copy;

/** How an attempt ended. */
public sealed interface Verdict {
  /** Every image of the batch is either at the destination or failed for good. */
  record Done() implements Verdict {}

  /**
   * Images are missing that another attempt may bring.
   *
   * @param reason a sentence for the workflow's history
   */
  record Retry(String reason) implements Verdict {}

  /**
   * AWS took the task's machine away; the images are not at fault, so it does not count as a failed
   * attempt.
   *
   * @param reason a sentence for the workflow's history
   */
  record Interrupted(String reason) implements Verdict {}
}
