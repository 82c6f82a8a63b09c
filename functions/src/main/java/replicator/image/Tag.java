package replicator.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tag: at most 128 characters, as the <a
 * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">distribution-spec</a>
 * has it.
 */
public record Tag(String value) implements Comparable<Tag> {
  private static final Pattern GRAMMAR = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  public static final Tag LATEST = new Tag("latest");

  public Tag {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new InvalidReference(
          "tag",
          value,
          "at most 128 letters, digits, \"_\", \".\" and \"-\", not starting with \".\" or \"-\"");
    }
  }

  /** Empty if it is not a tag. */
  public static Optional<Tag> parse(String text) {
    return GRAMMAR.matcher(text).matches() ? Optional.of(new Tag(text)) : Optional.empty();
  }

  @Override
  public int compareTo(Tag other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
