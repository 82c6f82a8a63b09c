package replicator.registry.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import replicator.failure.PermanentFailure;

/**
 * Where requests may go. Names and redirects come from people and from foreign registries: none of
 * them may make a function call itself, its host or the metadata service.
 *
 * <p>The address is looked up here and again when the connection is made; a name that changes its
 * address in between still meets TLS, which none of the refused services speaks.
 */
public final class AddressPolicy {
  private final boolean loopback;
  private final boolean plainHttp;

  private AddressPolicy(boolean loopback, boolean plainHttp) {
    this.loopback = loopback;
    this.plainHttp = plainHttp;
  }

  /** By TLS to any address that is not local to the machine. */
  public static AddressPolicy production() {
    return new AddressPolicy(false, false);
  }

  /** By TLS to loopback addresses as well: for a registry beside a test. */
  public static AddressPolicy loopbackToo() {
    return new AddressPolicy(true, false);
  }

  /** By plain HTTP, to loopback addresses as well: for a registry without TLS beside a test. */
  static AddressPolicy plainHttpAndLoopback() {
    return new AddressPolicy(true, true);
  }

  String scheme() {
    return plainHttp ? "http" : "https";
  }

  /**
   * @param registry on whose behalf the address is called
   * @throws PermanentFailure if it is not to be called
   */
  void check(URI uri, Endpoint registry) throws UnknownHostException {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new PermanentFailure(registry + " points to an address without a plain host name");
    }
    if (!scheme.equals("https") && !(plainHttp && scheme.equals("http"))) {
      throw refused(uri, registry, "it is not https");
    }
    boolean elsewhere = !registry.hasHost(uri);
    for (InetAddress address : addresses(uri.getHost())) {
      if (Addresses.isOfTheMachine(address) && !(loopback && address.isLoopbackAddress())) {
        throw refused(uri, registry, "it is a loopback, link-local or metadata address");
      }
      if (elsewhere && Addresses.isPrivate(address) && !isPrivate(registry)) {
        throw refused(uri, registry, "a registry outside points into the private network");
      }
    }
  }

  private static boolean isPrivate(Endpoint registry) throws UnknownHostException {
    for (InetAddress address : addresses(registry.host())) {
      if (Addresses.isPrivate(address)) {
        return true;
      }
    }
    return false;
  }

  private static InetAddress[] addresses(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host);
  }

  private static PermanentFailure refused(URI uri, Endpoint registry, String why) {
    return new PermanentFailure(
        "%s is not called for %s: %s".formatted(RequestDescription.origin(uri), registry, why));
  }
}
