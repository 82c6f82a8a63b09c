package replicator.failure;

import java.util.Objects;

/**
 * Something that may well succeed when it is tried again: a throttled call, an outage, a broken
 * connection.
 *
 * <p>The workflow in template.yaml retries errors of this class, by its full name.
 */
public class TransientFailure extends RuntimeException {
  public TransientFailure(String message) {
    super(message);
  }

  public TransientFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Never null: there is no failure without a message. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /**
   * The failure of a thread that was interrupted, and stays so.
   *
   * @param meanwhile what was being done: "a registry was asked"
   */
  public static TransientFailure interrupted(String meanwhile, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TransientFailure("interrupted while " + meanwhile, e);
  }
}
