package replicator.failure;

import java.util.Optional;
import java.util.function.Supplier;

/** Something given whose value cannot work; its message says what would be right. */
public final class InvalidParameter extends PermanentFailure {
  /**
   * @param parameter what was given: a parameter by its name in template.yaml, a line of its list,
   *     a key of an input
   * @param value as it was given; never a credential
   * @param expected what would be right, to follow the word "expected"
   */
  public InvalidParameter(String parameter, String value, String expected) {
    super("%s is \"%s\": expected %s".formatted(parameter, value, expected));
  }

  /**
   * The text that is stored where a parameter says.
   *
   * @param expected what the parameter must be
   * @param store answers the text, or empty if there is none
   * @throws InvalidParameter if there is none, or it cannot be read
   */
  public static String requireText(
      String parameter, String value, String expected, Supplier<Optional<String>> store) {
    Optional<String> text;
    try {
      text = store.get();
    } catch (PermanentFailure e) {
      InvalidParameter unreadable =
          new InvalidParameter(
              parameter, value, expected + " that can be read, but " + e.getMessage());
      unreadable.initCause(e);
      throw unreadable;
    }
    return text.orElseThrow(
        () -> new InvalidParameter(parameter, value, expected + "; there is none"));
  }
}
