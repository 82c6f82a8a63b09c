package replicator.names;

import java.util.Locale;
import java.util.Optional;
import replicator.image.RegistryHost;

/**
 * How Docker reads a name: <a
 * href="https://github.com/distribution/reference/blob/v0.6.0/normalize.go">distribution/reference</a>.
 */
final class DockerNames {
  private DockerNames() {}

  /**
   * What stands before the first slash, if it is a domain and no part of the name: it has a dot, a
   * port or a capital letter, or is {@code localhost}.
   */
  static Optional<String> domain(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String first = name.substring(0, slash);
    boolean domain =
        first.indexOf('.') >= 0
            || first.indexOf(':') >= 0
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    return domain ? Optional.of(first) : Optional.empty();
  }

  /**
   * The name with its registry; the official images of Docker Hub are in {@code library}. A path
   * that begins with {@code **} is a pattern for all of them.
   */
  static String whole(String name) {
    Optional<String> domain = domain(name);
    String host = domain.orElse(RegistryHost.DOCKER_HUB.value()).toLowerCase(Locale.ROOT);
    String path = domain.map(first -> name.substring(first.length() + 1)).orElse(name);
    if (!RegistryHost.NAMES_OF_DOCKER_HUB.contains(host)) {
      return host + "/" + path;
    }
    boolean official = path.indexOf('/') < 0 && !path.startsWith("**");
    return RegistryHost.DOCKER_HUB + "/" + (official ? "library/" : "") + path;
  }
}
