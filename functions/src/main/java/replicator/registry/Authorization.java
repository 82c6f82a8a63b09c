package replicator.registry;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import replicator.concurrent.Time;
import replicator.credential.Credential.Login;
import replicator.registry.http.Endpoint;

/** The Authorization headers of one registry, as it has asked for them. */
final class Authorization {
  private final Endpoint registry;
  private final Optional<Login> login;
  private final TokenService tokens;
  private final Time time;
  private final Map<String, TokenSlot> slots = new ConcurrentHashMap<>();
  private volatile @Nullable Challenge challenge;
  private volatile boolean loginIsProven;

  Authorization(Endpoint registry, Optional<Login> login, TokenService tokens, Time time) {
    this.registry = registry;
    this.login = login;
    this.tokens = tokens;
    this.time = time;
  }

  Optional<Login> login() {
    return login;
  }

  /** Whether a token has been given for the login, so that no refusal can be meant for it. */
  boolean loginIsProven() {
    return loginIsProven;
  }

  /**
   * An answer of status 401 says what is wanted from now on. The first place that gives tokens
   * stays, as it does for skopeo: the greeting names it, and nvcr.io names <a
   * href="https://github.com/NVIDIA/nvidia-container-toolkit/issues/1945">another one</a>, which
   * gives none, where it refuses a token.
   */
  void challenged(HttpHeaders headers) {
    Challenges.best(headers).filter(this::isNews).ifPresent(given -> challenge = given);
  }

  private boolean isNews(Challenge given) {
    Challenge before = challenge;
    return before == null || !before.scheme().equals(given.scheme());
  }

  /**
   * Empty if the registry wants none, or there is none to give. A login is sent even where the
   * registry has not asked for it: one that admits anybody may list less to a stranger, as if that
   * were all.
   */
  Optional<String> header(String scope) {
    return header(scope, Optional.empty());
  }

  /**
   * A new header after an answer of status 401.
   *
   * @param refused the header that the request had
   * @return the same one if there is no other
   */
  Optional<String> header(String scope, Optional<String> refused, HttpHeaders headers) {
    challenged(headers);
    Challenges.best(headers)
        .flatMap(given -> Scopes.addition(scope, given))
        .ifPresent(slot(scope)::addScope);
    return header(scope, refused);
  }

  private Optional<String> header(String scope, Optional<String> refused) {
    Challenge given = challenge;
    if (given == null || given.isBasic()) {
      return login.map(Login::basic);
    }
    return Optional.of(slot(scope).header(refused, scopes -> token(given, scopes)));
  }

  private Token token(Challenge given, Set<String> scopes) {
    Token token = tokens.fetch(registry, given, scopes, login);
    loginIsProven = login.isPresent();
    return token;
  }

  private TokenSlot slot(String scope) {
    return slots.computeIfAbsent(scope, key -> new TokenSlot(key, time));
  }
}
