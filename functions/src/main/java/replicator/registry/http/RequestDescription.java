package replicator.registry.http;

import java.net.URI;
import replicator.text.Excerpt;

/** How messages describe a request: never with its query, which may hold a signature or a token. */
public final class RequestDescription {
  private static final int LONGEST = 300;

  private RequestDescription() {}

  /** Such as {@code HEAD https://quay.io/v2/coreos/etcd/manifests/v3.5.0}. */
  static String of(String method, URI uri) {
    return method + " " + shortened(origin(uri) + uri.getRawPath());
  }

  /** Scheme, host and port. */
  public static String origin(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return shortened(uri.getScheme() + "://" + uri.getHost() + port);
  }

  /** A text from a foreign registry, fit for one line of a message. */
  public static String quoted(String text) {
    return "\"" + shortened(text.replaceAll("[^\\x20-\\x7e]", "?")) + "\"";
  }

  private static String shortened(String text) {
    return Excerpt.shortened(text, LONGEST);
  }
}
