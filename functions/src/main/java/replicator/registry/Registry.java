package replicator.registry;

import java.net.http.HttpResponse;
import java.util.Optional;
import replicator.failure.PermanentFailure;
import replicator.registry.http.Endpoint;
import replicator.registry.http.Redirects;
import replicator.registry.http.RegistryRequest;

/** One registry, asked with the authorization that it wants. */
final class Registry {
  private static final int LONGEST_GREETING = 64 * 1024;

  private final Endpoint endpoint;
  private final Redirects redirects;
  private final Authorization authorization;
  private final Once greeting = new Once();

  Registry(Endpoint endpoint, Redirects redirects, Authorization authorization) {
    this.endpoint = endpoint;
    this.redirects = redirects;
    this.authorization = authorization;
  }

  RegistryRequest request(String method, String path, String scope, String accept, int longest) {
    return new RegistryRequest(
        endpoint, method, endpoint.uri(path), Optional.of(scope), accept, longest);
  }

  /**
   * Why an answer of status 401 or 403 gives nothing.
   *
   * @param forPassword whether the registry asks for user and password there; Harbor does of
   *     whoever came with a token, too
   */
  PermanentFailure refusal(RegistryRequest request, int status, boolean forPassword) {
    return Refusal.ofRequest(
        request, status, forPassword && !authorization.loginIsProven(), authorization.login());
  }

  HttpResponse<byte[]> ask(RegistryRequest request) {
    greeting.run(this::greet);
    String scope = request.scope().orElseThrow();
    if (!endpoint.owns(request.uri())) {
      return redirects.ask(request, Optional.empty());
    }
    Optional<String> header = authorization.header(scope);
    HttpResponse<byte[]> answer = redirects.ask(request, header);
    if (answer.statusCode() != 401 || !endpoint.owns(answer.uri())) {
      return answer;
    }
    Optional<String> other = authorization.header(scope, header, answer.headers());
    return other.equals(header) ? answer : redirects.ask(request, other);
  }

  /**
   * Learns once what the registry wants, so that no request is made only to be refused, and that it
   * is one: a gateway's 404 would look like a repository that does not exist. See <a
   * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#determining-support">distribution-spec</a>.
   */
  private void greet() {
    RegistryRequest request =
        new RegistryRequest(
            endpoint, "GET", endpoint.uri("/v2/"), Optional.empty(), "*/*", LONGEST_GREETING);
    HttpResponse<byte[]> answer = redirects.ask(request, Optional.empty());
    switch (answer.statusCode()) {
      case 200, 403 -> {}
      case 401 -> {
        if (endpoint.owns(answer.uri())) {
          authorization.challenged(answer.headers());
        }
      }
      default ->
          throw new PermanentFailure(
              "%s: %s does not answer as a registry (status %d)"
                  .formatted(request, endpoint, answer.statusCode()));
    }
  }
}
