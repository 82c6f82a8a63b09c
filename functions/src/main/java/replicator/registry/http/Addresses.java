package replicator.registry.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Kinds of addresses, see the <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IPv6</a> special registries.
 */
final class Addresses {
  private static final int[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

  private Addresses() {}

  /**
   * Loopback, link-local and the like: 169.254.169.254 and 169.254.170.2 serve AWS credentials,
   * fd00:ec2::254 does over IPv6.
   */
  static boolean isOfTheMachine(InetAddress address) {
    InetAddress plain = unwrapped(address);
    byte[] bytes = plain.getAddress();
    return plain.isLoopbackAddress()
        || plain.isLinkLocalAddress()
        || plain.isAnyLocalAddress()
        || plain.isMulticastAddress()
        || (bytes.length == 4 && bytes[0] == 0)
        || starts(bytes, 0xfd, 0x00, 0x0e, 0xc2);
  }

  /** Of a network that the internet does not reach. */
  static boolean isPrivate(InetAddress address) {
    InetAddress plain = unwrapped(address);
    byte[] bytes = plain.getAddress();
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    return plain.isSiteLocalAddress() || shared || uniqueLocal;
  }

  /**
   * The IPv4 address inside an IPv6 address that NAT64 (64:ff9b::/96) would translate, or that maps
   * it: Java reads ::ffff:169.254.169.254 as IPv4 when it is a text, but not when it comes from a
   * name server.
   */
  private static InetAddress unwrapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)
        || !(starts(bytes, 0, 0x64, 0xff, 0x9b)
            || starts(bytes, MAPPED)
            || starts(bytes, new int[12]))) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  private static boolean starts(byte[] bytes, int... prefix) {
    if (bytes.length != 16) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
