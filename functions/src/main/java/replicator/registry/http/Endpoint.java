package replicator.registry.http;

import java.net.URI;
import java.util.Locale;
import replicator.failure.PermanentFailure;
import replicator.image.RegistryHost;

/**
 * Where a registry answers: Docker Hub does under another name than the one in its images.
 *
 * @param registry as images name it
 * @param base scheme, host and port
 */
public record Endpoint(RegistryHost registry, URI base) {
  private static final String DOCKER_HUB = "registry-1.docker.io";

  public static Endpoint of(RegistryHost registry, AddressPolicy addresses) {
    String name = registry.isDockerHub() ? DOCKER_HUB : registry.value().toLowerCase(Locale.ROOT);
    URI base = URI.create(addresses.scheme() + "://" + name);
    if (base.getHost() == null || base.getPort() > 65535) {
      throw new PermanentFailure(registry + " is no host that can be called");
    }
    return new Endpoint(registry, base);
  }

  /**
   * @param path with or without a query, such as {@code /v2/}
   */
  public URI uri(String path) {
    return base.resolve(path);
  }

  public String host() {
    return base.getHost();
  }

  public boolean hasHost(URI uri) {
    return base.getHost().equalsIgnoreCase(uri.getHost());
  }

  /** Whether that is the registry itself. */
  public boolean owns(URI uri) {
    return sameOrigin(base, uri);
  }

  /** Whether scheme, host and port are the same. */
  static boolean sameOrigin(URI one, URI other) {
    return one.getHost().equalsIgnoreCase(other.getHost())
        && one.getScheme().equalsIgnoreCase(other.getScheme())
        && port(one) == port(other);
  }

  public static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
  }

  @Override
  public String toString() {
    return registry.value();
  }
}
