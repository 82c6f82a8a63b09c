package replicator.registry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import replicator.credential.Credential.Login;
import replicator.image.RegistryHost;

/**
 * What all registries are asked with: connections, tokens and what has been learned of each host.
 * One is enough for a process; it may be used by many threads.
 */
public final class Registries {
  private final Reach reach;
  private final Manners manners;
  private final Time time;
  private final Redirects redirects;
  private final TokenService tokens;
  private final Map<Known, Registry> known = new ConcurrentHashMap<>();

  private record Known(Endpoint endpoint, Optional<Login> login) {}

  /**
   * @param privateCa certificates in PEM to be trusted beside the usual ones
   * @param tokenHosts token services that may see a registry's login although they are not seen to
   *     belong to it
   */
  public Registries(
      Reach reach, Manners manners, Optional<String> privateCa, Set<String> tokenHosts) {
    this(reach, manners, privateCa, tokenHosts, Time.system());
  }

  Registries(
      Reach reach, Manners manners, Optional<String> privateCa, Set<String> tokenHosts, Time time) {
    this.reach = reach;
    this.manners = manners;
    this.time = time;
    redirects = new Redirects(new Persistence(reach, manners, Trust.context(privateCa), time));
    tokens = new TokenService(redirects, new Realms(tokenHosts), time);
  }

  /** For production, with nothing special. */
  public static Registries usual() {
    return new Registries(Reach.production(), Manners.DEFAULT, Optional.empty(), Set.of());
  }

  int atOnce() {
    return manners.atOnce();
  }

  Registry registry(RegistryHost host, Optional<Login> login) {
    return known.computeIfAbsent(
        new Known(Endpoint.of(host, reach), login),
        key ->
            new Registry(
                key.endpoint(),
                redirects,
                new Authorization(key.endpoint(), key.login(), tokens, time)));
  }
}
