package replicator.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import replicator.failure.InvalidParameter;

class StackEnvironmentTest {
  @Test
  void parameters_that_cannot_be_meant_are_none_to_whoever_has_to_get_on() {
    StackEnvironment stack = new StackEnvironment(Map.of());

    assertThatThrownBy(stack::settings).isInstanceOf(InvalidParameter.class);
    assertThat(stack.validSettings()).isEmpty();
  }
}
