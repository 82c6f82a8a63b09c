package replicator.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which certificates and token services are trusted when a registry other than Amazon's is called.
 *
 * @param caParameter name of the SSM parameter with certificates in PEM: srcRegistryCa
 * @param tokenHosts token services that may see a login though they are not the registry's own:
 *     srcTokenHosts
 */
public record RegistryTrust(Optional<String> caParameter, Set<String> tokenHosts) {
  public RegistryTrust {
    tokenHosts = Set.copyOf(tokenHosts);
  }

  public static RegistryTrust of(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    Set<String> hosts =
        Stream.of(environment.text("srcTokenHosts").split(",", -1))
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toSet());
    return new RegistryTrust(environment.optional("srcRegistryCa"), hosts);
  }
}
