package replicator.registry;

import java.net.http.HttpResponse;
import java.util.Optional;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;

/** One registry, asked as it wants to be asked. */
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

  Question question(String method, String path, String scope, String accept, int longest) {
    return new Question(endpoint, method, endpoint.uri(path), Optional.of(scope), accept, longest);
  }

  Optional<Login> login() {
    return authorization.login();
  }

  HttpResponse<byte[]> ask(Question question) {
    greeting.run(this::greet);
    String scope = question.scope().orElse("");
    if (scope.isEmpty() || !endpoint.owns(question.uri())) {
      return redirects.ask(question, Optional.empty());
    }
    Optional<String> header = authorization.header(scope);
    HttpResponse<byte[]> answer = redirects.ask(question, header);
    if (answer.statusCode() != 401 || !endpoint.owns(answer.uri())) {
      return answer;
    }
    Optional<String> other = authorization.header(scope, header, answer.headers());
    return other.equals(header) ? answer : redirects.ask(question, other);
  }

  /**
   * Learns once what the registry wants, so that no request is made only to be refused, and that it
   * is one: a gateway's 404 would look like a repository that does not exist. See <a
   * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#determining-support">distribution-spec</a>.
   */
  private void greet() {
    Question question =
        new Question(
            endpoint, "GET", endpoint.uri("/v2/"), Optional.empty(), "*/*", LONGEST_GREETING);
    HttpResponse<byte[]> answer = redirects.ask(question, Optional.empty());
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
                  .formatted(question, endpoint, answer.statusCode()));
    }
  }
}
