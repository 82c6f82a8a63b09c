package replicator.copy;

/** The workflow's states that wait for an answer. */
public interface TaskTokens {
  /** Tells how the attempt ended. A token that is no longer waited for is no error. */
  void answer(String token, Verdict verdict);
}
