package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "eu-west-1, https://eu-west-1.console.aws.amazon.com",
    "cn-north-1, https://cn-north-1.console.amazonaws.cn",
    "cn-northwest-1, https://cn-northwest-1.console.amazonaws.cn",
    "us-gov-west-1, https://us-gov-west-1.console.amazonaws-us-gov.com",
  })
  void links_lead_to_the_console_of_the_region_and_its_partition(String region, String console) {
    Stack stack = new Stack("mirror", region);

    assertThat(stack.execution("arn:x"))
        .isEqualTo(console + "/states/home?region=" + region + "#/v2/executions/details/arn:x");
  }
}
