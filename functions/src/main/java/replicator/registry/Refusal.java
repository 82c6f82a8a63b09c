package replicator.registry;

import java.util.Optional;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;

/** What a person is told when a registry does not let somebody in. */
final class Refusal {
  private Refusal() {}

  static PermanentFailure ofToken(Question question, int status, Optional<Login> login) {
    return new PermanentFailure(
        login.isPresent()
            ? "%s: the login of srcCredential is not accepted for %s, or the repository does not exist (status %d)"
                .formatted(question, question.endpoint(), status)
            : withoutLogin(question, status));
  }

  /**
   * Many registries, Docker Hub first, do not tell a repository that is missing from a closed one.
   */
  static PermanentFailure ofRequest(Question question, int status, Optional<Login> login) {
    return new PermanentFailure(
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
