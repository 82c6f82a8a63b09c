package replicator.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import replicator.credential.Credential.Login;

/** The Authorization header of a name and a password, RFC 7617. */
final class Basic {
  private Basic() {}

  static String header(Login login) {
    byte[] pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
