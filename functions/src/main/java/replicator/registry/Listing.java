package replicator.registry;

import java.util.Set;
import replicator.registry.http.RegistryRequest;

/** The answer to a request for a list. */
sealed interface Listing {
  /** All of them, in the registry's order. */
  record Names(Set<String> names) implements Listing {}

  /**
   * There is no list.
   *
   * @param told whether the registry itself says so, in its error format, and not a gateway
   * @param forPassword whether it asks for user and password
   */
  record Refused(RegistryRequest request, int status, boolean told, boolean forPassword)
      implements Listing {}
}
