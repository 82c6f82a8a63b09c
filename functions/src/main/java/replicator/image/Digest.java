package replicator.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The content address of a manifest, {@code sha256:} and 64 hexadecimal digits.
 *
 * <p>The image-spec knows sha512 as well; Amazon ECR does not: <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageIdentifier.html">ImageIdentifier</a>.
 */
public record Digest(String value) {
  private static final String ALGORITHM = "sha256:";
  private static final Pattern GRAMMAR = Pattern.compile(ALGORITHM + "[a-f0-9]{64}");

  public Digest {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new InvalidReference("digest", value, "sha256: and 64 hexadecimal digits");
    }
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new Digest(ALGORITHM + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The digits without the algorithm. */
  public String hex() {
    return value.substring(ALGORITHM.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
