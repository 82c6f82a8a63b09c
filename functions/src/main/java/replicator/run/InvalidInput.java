package replicator.run;

import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;

/** An input of an execution that is invalid; its message says what would be right. */
public final class InvalidInput extends PermanentFailure {
  /**
   * @param reason whose message says what is wrong with the input
   */
  public InvalidInput(InvalidParameter reason) {
    super(reason.getMessage());
  }

  /**
   * @param key of the input
   * @param expected what would be right, to follow the word "expected"
   */
  public static InvalidInput of(String key, String value, String expected) {
    return new InvalidInput(new InvalidParameter(key, value, expected));
  }
}
