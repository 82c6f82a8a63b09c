package replicator.auth;

import java.util.Map;
import replicator.credential.Credential.Login;
import replicator.image.RegistryHost;

/** The logins for the registries of a run. */
public interface Logins {
  /**
   * New logins, valid for twelve hours or indefinitely; a registry that needs none is left out.
   *
   * @throws replicator.failure.InvalidParameter if a credential does not work
   * @throws replicator.failure.TransientFailure if a registry or a store does not answer
   */
  Map<RegistryHost, Login> get();
}
