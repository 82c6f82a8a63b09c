package replicator.copy;

/** The workflow's states that wait for an answer. */
public interface TaskTokens {
  /** The batch is finished. A token that is no longer waited for is no error. */
  void succeed(String token);

  /** The batch needs another attempt. A token that is no longer waited for is no error. */
  void retry(String token, String reason);

  /**
   * As {@link #retry}, but the attempt does not count. A token that is no longer waited for is no
   * error.
   */
  void interrupted(String token, String reason);
}
