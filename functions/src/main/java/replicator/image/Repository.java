package replicator.image;

import java.util.Comparator;

/** A repository and the registry it is in; prints as {@code host/name}. */
public record Repository(RegistryHost registry, RepositoryName name)
    implements Comparable<Repository> {
  private static final Comparator<Repository> ORDER =
      Comparator.comparing(Repository::registry).thenComparing(Repository::name);

  /**
   * Reads what {@link #toString} prints; no default registry is assumed.
   *
   * @throws InvalidReference if it is not a host, a slash and a name
   */
  public static Repository parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new InvalidReference("repository", text, "a registry host, \"/\" and a name");
    }
    return new Repository(
        new RegistryHost(text.substring(0, slash)), new RepositoryName(text.substring(slash + 1)));
  }

  @Override
  public int compareTo(Repository other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return registry + "/" + name;
  }
}
