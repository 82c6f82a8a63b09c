package replicator.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as a name server answers them: of IPv6, whatever is inside. */
class AddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000ffffa9fea9fe", // ::ffff:169.254.169.254
        "00000000000000000000ffff7f000001", // ::ffff:127.0.0.1
        "00000000000000000000ffff00000000", // ::ffff:0.0.0.0
        "000000000000000000000000a9fea9fe", // ::169.254.169.254
        "00000000000000000000000000000001", // ::1
        "00000000000000000000000000000000", // ::
        "0064ff9b0000000000000000a9feaa02", // 64:ff9b::169.254.170.2
        "fd000ec2000000000000000000000254", // fd00:ec2::254
        "fe800000000000000000000000000001", // fe80::1
      })
  void addressOfTheMachine_isKnown_whateverItIsWrappedIn(String bytes) throws UnknownHostException {
    assertThat(Addresses.isOfTheMachine(address(bytes))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000ffff0a010203", // ::ffff:10.1.2.3
        "0064ff9b0000000000000000c0a80101", // 64:ff9b::192.168.1.1
        "fc000000000000000000000000000001", // fc00::1
      })
  void privateAddress_isKnown_whateverItIsWrappedIn(String bytes) throws UnknownHostException {
    assertThat(Addresses.isPrivate(address(bytes))).isTrue();
    assertThat(Addresses.isOfTheMachine(address(bytes))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000ffffc0000201", // ::ffff:192.0.2.1
        "20010db8000000000000000000000001", // 2001:db8::1
      })
  void publicAddress_isNeither(String bytes) throws UnknownHostException {
    assertThat(Addresses.isOfTheMachine(address(bytes))).isFalse();
    assertThat(Addresses.isPrivate(address(bytes))).isFalse();
  }

  /** InetAddress.getByAddress would make one of IPv4 out of a mapped one, as no resolver does. */
  private static InetAddress address(String bytes) throws UnknownHostException {
    return Inet6Address.getByAddress("any.example", HexFormat.of().parseHex(bytes), -1);
  }
}
