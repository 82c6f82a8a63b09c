package replicator.copy;

/** What an attempt has come to. */
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
   * AWS took the task's machine away; nothing of the images is at fault, so it is no failed
   * attempt.
   *
   * @param reason a sentence for the workflow's history
   */
  record Interrupted(String reason) implements Verdict {}
}
