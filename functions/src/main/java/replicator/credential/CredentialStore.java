package replicator.credential;

/** Where credentials are kept. */
public interface CredentialStore {
  /**
   * @throws replicator.failure.InvalidParameter if there is none of that name, it may not be read
   *     or is no credential; the message names the parameter and never the content
   * @throws replicator.failure.TransientFailure if the store does not answer
   */
  Credential get(CredentialName name);
}
