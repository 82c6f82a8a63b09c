package replicator.failure;

/** Something that stays wrong until a person changes it; the workflow does not try it again. */
public class PermanentFailure extends RuntimeException {
  public PermanentFailure(String message) {
    super(message);
  }

  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
