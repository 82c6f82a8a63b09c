package replicator.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.settings.SampleSettings.with;

import replicator.failure.InvalidParameter;

/** What is said of parameters that cannot work. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(String parameter, String value, String expected, String... changes) {
    assertThatThrownBy(() -> with(changes))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage("%s is \"%s\": expected %s".formatted(parameter, value, expected));
  }
}
