package replicator.failure;

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
}
