package replicator.registry;

import replicator.credential.Credential.Login;

/** The Authorization header of a name and a password, RFC 7617. */
final class Basic {
  private Basic() {}

  static String header(Login login) {
    return "Basic " + login.encoded();
  }
}
