package replicator.registry.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.PermanentFailure;
import replicator.image.RegistryHost;

class AddressPolicyTest {
  private static final Endpoint OUTSIDE = endpoint("192.0.2.1");
  private static final Endpoint INSIDE = endpoint("10.1.2.3:5000");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.1.2.3:5000/",
        "https://localhost/",
        "https://[::1]/",
        "https://0.0.0.0/",
        "https://0.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://169.254.170.2/v2/credentials",
        "https://[fe80::1]/",
        "https://[fd00:ec2::254]/",
        "https://[::ffff:169.254.169.254]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://2852039166/",
        "https://169.16689662/",
        "https://224.0.0.1/",
      })
  void addressOfTheMachine_isRefused(String uri) {
    assertRefused(AddressPolicy.production(), uri, OUTSIDE);
    assertRefused(AddressPolicy.production(), uri, INSIDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://192.0.2.1/", "ftp://192.0.2.1/", "//192.0.2.1/", "https:///x"})
  void anythingButHttps_isRefused(String uri) {
    assertRefused(AddressPolicy.production(), uri, OUTSIDE);
    assertRefused(AddressPolicy.loopbackToo(), uri, OUTSIDE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.9.9.9/",
        "https://192.168.1.1/",
        "https://172.16.0.1/",
        "https://100.64.0.1/",
        "https://[fc00::1]/"
      })
  void privateAddress_isCalledForRegistriesOfPrivateNetworksOnly(String uri) {
    assertRefused(AddressPolicy.production(), uri, OUTSIDE);
    assertThatCode(() -> AddressPolicy.production().check(URI.create(uri), INSIDE))
        .doesNotThrowAnyException();
  }

  @Test
  void namedRegistry_ofAPrivateNetwork_isCalled() {
    assertThatCode(
            () -> AddressPolicy.production().check(URI.create("https://10.1.2.3:5000/"), INSIDE))
        .doesNotThrowAnyException();
  }

  @Test
  void userInfo_isRefused_andNotRepeated() {
    assertThatThrownBy(
            () ->
                AddressPolicy.production()
                    .check(URI.create("https://a:secret@192.0.2.1/"), OUTSIDE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void loopback_isCalledWhereItIsSwitchedOn_andMetadataIsNot() {
    assertThatCode(
            () -> AddressPolicy.loopbackToo().check(URI.create("https://127.0.0.1/"), OUTSIDE))
        .doesNotThrowAnyException();
    assertRefused(AddressPolicy.plainHttpAndLoopback(), "http://169.254.169.254/", OUTSIDE);
  }

  private static void assertRefused(AddressPolicy addresses, String uri, Endpoint registry) {
    assertThatThrownBy(() -> addresses.check(URI.create(uri), registry))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(registry.toString());
  }

  private static Endpoint endpoint(String host) {
    return Endpoint.of(new RegistryHost(host), AddressPolicy.production());
  }
}
