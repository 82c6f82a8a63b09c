package replicator.image;

import java.util.regex.Pattern;

/**
 * The content address of a manifest, such as {@code sha256:} and 64 hexadecimal digits.
 *
 * <p>Only the two registered algorithms: <a
 * href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#registered-algorithms">image-spec</a>.
 */
public record Digest(String value) {
  private static final Pattern GRAMMAR =
      Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

  public Digest {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new InvalidReference("digest", value, "sha256: and 64 hexadecimal digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
