package replicator.registry;

import java.util.Optional;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;

/**
 * A registry does not let somebody have one thing, which says nothing of others. A login that is
 * not accepted at all is a plain {@link PermanentFailure}: to go on with it might lock it.
 */
final class Refusal extends PermanentFailure {
  private Refusal(String message) {
    super(message);
  }

  static PermanentFailure ofToken(Question question, int status, Optional<Login> login) {
    String message =
        login.isPresent()
            ? "%s: the login of srcCredential is not accepted for %s, or the repository does not exist (status %d)"
                .formatted(question, question.endpoint(), status)
            : withoutLogin(question, status);
    return status == 403 ? new Refusal(message) : new PermanentFailure(message);
  }

  static PermanentFailure ofLogin(Question question, int status) {
    return new PermanentFailure(
        "%s: the login of srcCredential is not accepted (status %d)".formatted(question, status));
  }

  /**
   * Many registries, Docker Hub first, do not tell a repository that is missing from a closed one.
   */
  static Refusal ofRequest(Question question, int status, Optional<Login> login) {
    return new Refusal(
        login.isPresent()
            ? "%s: the login of srcCredential may not read it, or it does not exist (status %d)"
                .formatted(question, status)
            : withoutLogin(question, status));
  }

  private static String withoutLogin(Question question, int status) {
    return "%s: does not exist, or needs a login (status %d without one): check the name, or give srcCredential for Docker Hub or with sourceType Private"
        .formatted(question, status);
  }
}
