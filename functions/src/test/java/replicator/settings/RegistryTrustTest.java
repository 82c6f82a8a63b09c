package replicator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryTrustTest {
  @Test
  void blankParameters_trustNobodySpecial() {
    RegistryTrust trust = RegistryTrust.of(Map.of("srcRegistryCa", "", "srcTokenHosts", ""));
    assertThat(trust.caParameter()).isEmpty();
    assertThat(trust.tokenHosts()).isEmpty();
  }

  @Test
  void hosts_areTakenApart() {
    RegistryTrust trust =
        RegistryTrust.of(
            Map.of(
                "srcRegistryCa", "/team/ca", "srcTokenHosts", "auth.example.com, b.example:5001"));
    assertThat(trust.caParameter()).contains("/team/ca");
    assertThat(trust.tokenHosts()).containsExactlyInAnyOrder("auth.example.com", "b.example:5001");
  }
}
