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
}
