package replicator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import replicator.concurrent.Time;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.registry.http.Endpoint;
import replicator.registry.http.Json;
import replicator.registry.http.Redirects;
import replicator.registry.http.RegistryRequest;
import replicator.registry.http.RequestDescription;

/**
 * Gets tokens where a Bearer challenge says, <a
 * href="https://distribution.github.io/distribution/spec/auth/token/">distribution's token
 * authentication</a>.
 */
final class TokenService {
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final long USUAL_SECONDS = 60;
  private static final long MOST_SECONDS = Duration.ofHours(12).toSeconds();

  private final Redirects redirects;
  private final Realms realms;
  private final Time time;

  TokenService(Redirects redirects, Realms realms, Time time) {
    this.redirects = redirects;
    this.realms = realms;
    this.time = time;
  }

  Token fetch(Endpoint registry, Challenge challenge, Set<String> scopes, Optional<Login> login) {
    URI realm = realm(registry, challenge);
    if (login.isPresent() && !realms.maySee(realm, registry)) {
      throw new PermanentFailure(
          "%s wants its login sent to %s, which may belong to somebody else: not sent; if it is yours, name it in srcTokenHosts"
              .formatted(registry, RequestDescription.origin(realm)));
    }
    RegistryRequest request =
        new RegistryRequest(
            registry,
            "GET",
            withQuery(realm, challenge.parameter("service"), scopes),
            Optional.empty(),
            "application/json",
            LONGEST_ANSWER);
    HttpResponse<byte[]> answer = redirects.ask(request, login.map(Login::basic));
    int status = answer.statusCode();
    if (status == 400 && scopes.equals(Set.of(Scopes.CATALOG))) {
      // Quay knows no scope but a repository's, and lists what a login may see without one.
      return fetch(registry, challenge, Set.of(), login);
    }
    if (status == 200) {
      return token(request, Json.required(request, answer));
    }
    throw status >= 400 && status < 500
        ? Refusal.ofToken(request, scopes, status, login)
        : new PermanentFailure("%s: gave no token (status %d)".formatted(request, status));
  }

  private static URI realm(Endpoint registry, Challenge challenge) {
    String text = challenge.parameter("realm").orElse("");
    try {
      URI realm = URI.create(text);
      if (realm.getHost() != null && realm.getScheme() != null) {
        return realm;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new PermanentFailure(registry + " names no address of a token service");
  }

  private static URI withQuery(URI realm, Optional<String> service, Set<String> scopes) {
    StringBuilder uri = new StringBuilder(realm.toString().replaceFirst("#.*", ""));
    char separator = realm.getRawQuery() == null ? '?' : '&';
    if (service.isPresent()) {
      uri.append(separator).append("service=").append(encoded(service.get()));
      separator = '&';
    }
    for (String scope : scopes) {
      uri.append(separator).append("scope=").append(encoded(scope));
      separator = '&';
    }
    return URI.create(uri.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Token token(RegistryRequest request, JsonNode answer) {
    String value = answer.path("token").asText("");
    if (value.isEmpty()) {
      value = answer.path("access_token").asText("");
    }
    if (!TOKEN.matcher(value).matches()) {
      throw new TransientFailure(request + ": answered without a token");
    }
    long seconds = answer.path("expires_in").asLong(USUAL_SECONDS);
    seconds = Math.clamp(seconds, 1, MOST_SECONDS);
    return new Token(value, time.instant().plusMillis(seconds * 750));
  }
}
