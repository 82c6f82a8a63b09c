package replicator.wiring;

import java.util.Optional;
import java.util.function.Supplier;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;

/**
 * A text that is kept where a parameter of the stack says.
 *
 * @param parameter its name as in template.yaml
 * @param place the parameter's value
 * @param expected what the parameter must be
 */
record StoredText(String parameter, String place, String expected) {
  /**
   * @param store answers the text, or empty if there is none
   * @throws InvalidParameter if there is none, or it cannot be read
   */
  String read(Supplier<Optional<String>> store) {
    return text(store).orElseThrow(() -> invalid("; there is none"));
  }

  private Optional<String> text(Supplier<Optional<String>> store) {
    try {
      return store.get();
    } catch (PermanentFailure e) {
      InvalidParameter invalid = invalid(" that can be read, but " + e.getMessage());
      invalid.initCause(e);
      throw invalid;
    }
  }

  private InvalidParameter invalid(String why) {
    return new InvalidParameter(parameter, place, expected + why);
  }
}
