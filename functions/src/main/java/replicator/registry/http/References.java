package replicator.registry.http;

import java.net.URI;

/** URI references as RFC 3986 resolves them; {@link URI#resolve} still follows its predecessor. */
public final class References {
  private References() {}

  /**
   * @throws IllegalArgumentException if it is not a reference; the message repeats it
   */
  public static URI resolve(URI base, String reference) {
    return base.resolve(reference.startsWith("?") ? base.getRawPath() + reference : reference);
  }
}
