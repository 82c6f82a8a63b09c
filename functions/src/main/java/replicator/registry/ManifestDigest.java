package replicator.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import replicator.image.Digest;

/** The digest of a manifest's bytes. */
final class ManifestDigest {
  private ManifestDigest() {}

  static Digest of(byte[] manifest) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      return new Digest("sha256:" + HexFormat.of().formatHex(hash.digest(manifest)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
