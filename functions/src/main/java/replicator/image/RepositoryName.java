package replicator.image;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a repository within its registry, such as {@code library/ubuntu}.
 *
 * <p>The grammar is the <a
 * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">distribution-spec</a>'s;
 * 255 characters are the most that clients count on. ECR's own limits are narrower, see {@code
 * replicator.plan.DestinationNames}.
 */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
  public static final int MAX_LENGTH = 255;

  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern GRAMMAR = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");

  public RepositoryName {
    if (!isOne(value)) {
      throw new InvalidReference(
          "repository name",
          value,
          "lower-case letters and digits, with \".\", \"_\", \"-\" between them and \"/\" between parts");
    }
  }

  /** Empty if it is not a repository name. */
  public static Optional<RepositoryName> parse(String text) {
    return isOne(text) ? Optional.of(new RepositoryName(text)) : Optional.empty();
  }

  private static boolean isOne(String text) {
    return text.length() <= MAX_LENGTH && GRAMMAR.matcher(text).matches();
  }

  @Override
  public int compareTo(RepositoryName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
