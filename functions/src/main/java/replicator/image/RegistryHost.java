package replicator.image;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The domain of a registry, with a port where it has one: {@code quay.io}, {@code
 * registry.example.com:5000}.
 *
 * <p>The grammar is that of <a
 * href="https://github.com/distribution/reference/blob/v0.6.0/reference.go">distribution/reference</a>
 * without IPv6 addresses.
 */
public record RegistryHost(String value) implements Comparable<RegistryHost> {
  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final Pattern GRAMMAR =
      Pattern.compile(LABEL + "(?:\\." + LABEL + ")*(?::[0-9]{1,5})?");

  /** As people know it; its API has another host name, which its adapter knows. */
  public static final RegistryHost DOCKER_HUB = new RegistryHost("docker.io");

  /** In lower case. */
  public static final Set<String> NAMES_OF_DOCKER_HUB =
      Set.of("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  public RegistryHost {
    if (value.length() > 255 || !GRAMMAR.matcher(value).matches()) {
      throw new InvalidReference(
          "registry host", value, "a domain name, with a port if need be, such as quay.io");
    }
  }

  /** Under any of its names. */
  public boolean isDockerHub() {
    return NAMES_OF_DOCKER_HUB.contains(value.toLowerCase(Locale.ROOT));
  }

  @Override
  public int compareTo(RegistryHost other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
