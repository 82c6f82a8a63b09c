package replicator.failure;

import java.util.Objects;

/** Something that stays wrong until a person changes it; the workflow does not try it again. */
public class PermanentFailure extends RuntimeException {
  public PermanentFailure(String message) {
    super(message);
  }

  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Never null: there is no failure without a message. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
