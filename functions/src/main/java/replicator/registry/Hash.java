package replicator.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import replicator.image.Digest;

/** The digest of a manifest's bytes. */
final class Hash {
  private Hash() {}

  /**
   * @param algorithm sha256 or sha512
   */
  static Digest of(byte[] manifest, String algorithm) {
    try {
      MessageDigest hash =
          MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
      return new Digest(algorithm + ":" + HexFormat.of().formatHex(hash.digest(manifest)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-2", e);
    }
  }
}
