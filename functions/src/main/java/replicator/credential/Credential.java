package replicator.credential;

/** What a person has put where srcCredential or destCredential points; never prints its secret. */
public sealed interface Credential {
  /** An IAM user's access key: opens Amazon ECR. */
  record AccessKey(String accessKeyId, String secretAccessKey) implements Credential {
    @Override
    public String toString() {
      return "AccessKey[...]";
    }
  }

  /** A user's name and password, or a token in its place: opens any other registry. */
  record Login(String username, String password) implements Credential {
    @Override
    public String toString() {
      return "Login[...]";
    }
  }
}
