package replicator.registry;

import java.net.URI;

/** URI references as RFC 3986 resolves them; {@link URI#resolve} still follows its predecessor. */
final class References {
  private References() {}

  /**
   * @throws IllegalArgumentException if it is not a reference; the message repeats it
   */
  static URI resolve(URI base, String reference) {
    return base.resolve(reference.startsWith("?") ? base.getRawPath() + reference : reference);
  }
}
