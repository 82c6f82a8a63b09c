package replicator.run;

import replicator.failure.PermanentFailure;

/** An input of an execution that cannot be meant; its message says what would be right. */
public final class InvalidInput extends PermanentFailure {
  public InvalidInput(String message) {
    super(message);
  }

  /**
   * @param key of the input
   * @param expected what would be right, to follow the word "expected"
   */
  static InvalidInput of(String key, String value, String expected) {
    return new InvalidInput("%s is \"%s\": expected %s".formatted(key, value, expected));
  }
}
