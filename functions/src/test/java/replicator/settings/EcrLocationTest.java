package replicator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcrLocationTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "eu-west-1, 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "us-gov-east-1, 123456789012.dkr.ecr.us-gov-east-1.amazonaws.com",
    "cn-north-1, 123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
    "cn-northwest-1, 123456789012.dkr.ecr.cn-northwest-1.amazonaws.com.cn",
  })
  void a_registry_s_host_follows_the_partition_of_its_region(String region, String host) {
    assertThat(new EcrLocation(new Account("123456789012"), new AwsRegion(region)).host())
        .hasToString(host);
  }
}
