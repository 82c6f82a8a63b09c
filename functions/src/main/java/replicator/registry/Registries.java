package replicator.registry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import replicator.concurrent.Time;
import replicator.credential.Credential.Login;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.registry.http.AddressPolicy;
import replicator.registry.http.Endpoint;
import replicator.registry.http.Redirects;
import replicator.registry.http.RequestLimits;
import replicator.selection.TagChoice;
import replicator.source.SourceImages;

/**
 * What requests to all registries share: connections, tokens and what has been learned about each
 * host. One is enough for a process; many threads may use it.
 */
public final class Registries {
  private final AddressPolicy addresses;
  private final RequestLimits limits;
  private final Time time;
  private final Redirects redirects;
  private final TokenService tokens;
  private final Map<Known, Registry> known = new ConcurrentHashMap<>();

  private record Known(Endpoint endpoint, Optional<Login> login) {}

  /**
   * @param privateCa to be trusted beside the usual ones
   * @param tokenHosts token services that may see a registry's login although they are not seen to
   *     belong to it
   */
  public Registries(
      AddressPolicy addresses,
      RequestLimits limits,
      Optional<PrivateCa> privateCa,
      Set<String> tokenHosts,
      Time time) {
    this.addresses = addresses;
    this.limits = limits;
    this.time = time;
    redirects = Redirects.of(addresses, limits, TrustedCertificates.context(privateCa), time);
    tokens = new TokenService(redirects, new Realms(tokenHosts), time);
  }

  /**
   * @param login that the registry may see
   */
  SourceImages images(Repository repository, Optional<Login> login, TagChoice choice) {
    Registry registry = registry(repository.registry(), login);
    return new Images(registry, repository, limits.maxConcurrent()).of(choice);
  }

  Registry registry(RegistryHost host, Optional<Login> login) {
    return known.computeIfAbsent(
        new Known(Endpoint.of(host, addresses), login),
        key ->
            new Registry(
                key.endpoint(),
                redirects,
                new Authorization(key.endpoint(), key.login(), tokens, time)));
  }
}
