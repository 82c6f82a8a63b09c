package replicator.registry;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.registry.http.RegistryRequest;

/**
 * A registry refuses one thing, which says nothing about others. A login that is not accepted at
 * all, which is what 401 means unless a token was given for it, is a plain {@link
 * PermanentFailure}: to use it further might lock it.
 */
final class Refusal extends PermanentFailure {
  private Refusal(String message) {
    super(message);
  }

  /**
   * @param scopes that the token is for
   */
  static PermanentFailure ofToken(
      RegistryRequest request, Set<String> scopes, int status, Optional<Login> login) {
    String asked =
        scopes.isEmpty()
            ? request.toString()
            : request + " for " + String.join(" ", new TreeSet<>(scopes));
    String message =
        login.isPresent()
            ? "%s: the login of srcCredential is not accepted for %s, or the repository does not exist (status %d)"
                .formatted(asked, request.endpoint(), status)
            : withoutLogin(asked, status);
    return status == 401 && login.isPresent()
        ? new PermanentFailure(message)
        : new Refusal(message);
  }

  /**
   * Many registries, Docker Hub above all, do not distinguish a missing repository from a closed
   * one.
   *
   * @param badLogin whether a login that was given is not accepted
   */
  static PermanentFailure ofRequest(
      RegistryRequest request, int status, boolean badLogin, Optional<Login> login) {
    if (status == 401 && badLogin && login.isPresent()) {
      return new PermanentFailure(
          "%s: the login of srcCredential is not accepted (status 401)".formatted(request));
    }
    return new Refusal(
        login.isPresent()
            ? "%s: the login of srcCredential may not read it, or it does not exist (status %d)"
                .formatted(request, status)
            : withoutLogin(request.toString(), status));
  }

  /** With a status that means nothing special here. */
  static Refusal ofStatus(RegistryRequest request, int status) {
    return new Refusal("%s: status %d".formatted(request, status));
  }

  /** One image is refused, because its digest cannot be computed. */
  static Refusal ofSchema1(RegistryRequest request) {
    return new Refusal(
        request + ": a signed manifest of Docker schema 1, and the registry tells no digest");
  }

  /** One image is refused, because the registry has something else in its place. */
  static Refusal ofOther(RegistryRequest request, Digest other) {
    return new Refusal("%s: the registry has %s there".formatted(request, other));
  }

  private static String withoutLogin(String request, int status) {
    return "%s: does not exist, or needs a login (status %d without one): check the name, or give srcCredential for Docker Hub or with sourceType Private"
        .formatted(request, status);
  }
}
