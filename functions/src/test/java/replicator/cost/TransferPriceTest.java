package replicator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.settings.SampleSettings.publicWith;
import static replicator.settings.SampleSettings.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferPriceTest {
  @ParameterizedTest(name = "from {0} to {1}: {2}")
  @CsvSource({
    "eu-west-1, eu-west-1, 0",
    "us-west-2, eu-west-1, 0.02",
    "cn-north-1, cn-northwest-1, 0.02",
    "cn-north-1, eu-west-1, 0.09",
    "eu-west-1, cn-north-1, 0.09",
    "us-gov-west-1, us-west-2, 0.09",
  })
  void a_gigabyte_costs_the_more_the_farther_it_goes(String from, String to, double dollars) {
    assertThat(
            TransferPrice.dollarsPerGb(
                with(
                    "srcRegion", from,
                    "srcAccountId", "222222222222",
                    "srcCredential", "pull",
                    "destRegion", to,
                    "destAccountId", "333333333333",
                    "destCredential", "push")))
        .isEqualTo(dollars);
  }

  @Test
  void what_other_registries_cost_is_not_known() {
    assertThat(TransferPrice.dollarsPerGb(publicWith())).isZero();
    assertThat(
            TransferPrice.dollarsPerGb(
                with("sourceType", "Private", "srcRegistry", "registry.example.com")))
        .isZero();
  }
}
