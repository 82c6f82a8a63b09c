package replicator.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

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
    /** The Authorization header of HTTP's Basic authentication, RFC 7617. */
    public String basic() {
      return "Basic " + encoded();
    }

    /** Both in Base64, as Basic authentication and auth files have them. */
    public String encoded() {
      byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "Login[...]";
    }
  }
}
