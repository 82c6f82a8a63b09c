package replicator.registry;

import java.time.Instant;

/**
 * What a token service gave; never prints it.
 *
 * @param renewAt some time before it ends
 */
record Token(String value, Instant renewAt) {
  /** For Authorization. */
  String header() {
    return "Bearer " + value;
  }

  @Override
  public String toString() {
    return "Token[...]";
  }
}
