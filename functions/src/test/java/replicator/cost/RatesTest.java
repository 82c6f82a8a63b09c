package replicator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
  @ParameterizedTest(name = "arm {0}, public address {1}")
  @CsvSource({
    "false, false, 0.024685",
    "true, false, 0.01975",
    "true, true, 0.02475",
  })
  void an_hour_of_a_task_costs_its_cpu_its_memory_and_its_address(
      boolean arm, boolean publicIp, double dollars) {
    assertThat(Rates.of(512, 1_024, arm, publicIp, 0).cost(3_600, 0))
        .isCloseTo(dollars, within(1e-9));
  }
}
