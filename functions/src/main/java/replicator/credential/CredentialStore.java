package replicator.credential;

import replicator.credential.Credential.AccessKey;
import replicator.credential.Credential.Login;
import replicator.failure.InvalidParameter;

/** Where credentials are kept. */
public interface CredentialStore {
  /**
   * @throws InvalidParameter if there is none of that name, it may not be read or is no credential;
   *     the message names the parameter and never the content
   * @throws replicator.failure.TransientFailure if the store does not answer
   */
  Credential get(CredentialName name);

  /**
   * @throws InvalidParameter also if it is an access key
   */
  default Login login(CredentialName name) {
    return switch (get(name)) {
      case Login login -> login;
      case AccessKey key ->
          throw new InvalidParameter(
              name.parameter(),
              name.name(),
              "the name of a credential with username and password, since the source is not an"
                  + " Amazon ECR");
    };
  }

  /**
   * @throws InvalidParameter also if it is a login
   */
  default AccessKey accessKey(CredentialName name) {
    return switch (get(name)) {
      case AccessKey key -> key;
      case Login login ->
          throw new InvalidParameter(
              name.parameter(),
              name.name(),
              "the name of a credential with access_key_id and secret_access_key, since it is for"
                  + " an Amazon ECR; the one there has a username");
    };
  }
}
