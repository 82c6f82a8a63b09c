package replicator.registry;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import replicator.concurrent.Time;

/** The token of one scope; threads that want it while it is being fetched wait for it. */
final class TokenSlot {
  private final Set<String> scopes = new TreeSet<>();
  private final Time time;
  private @Nullable Token token;

  TokenSlot(String scope, Time time) {
    scopes.add(scope);
    this.time = time;
  }

  interface Source {
    Token fetch(Set<String> scopes);
  }

  /** From the next token on. */
  synchronized void addScope(String scope) {
    scopes.add(scope);
  }

  /**
   * A header that is still good.
   *
   * @param refused that did not work
   */
  synchronized String header(Optional<String> refused, Source source) {
    Token known = token;
    if (known == null
        || refused.filter(known.header()::equals).isPresent()
        || !time.instant().isBefore(known.renewAt())) {
      known = source.fetch(Set.copyOf(scopes));
      token = known;
    }
    return known.header();
  }
}
