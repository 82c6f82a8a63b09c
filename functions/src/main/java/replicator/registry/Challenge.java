package replicator.registry;

import java.util.Map;
import java.util.Optional;

/**
 * How a registry wants to be authorized.
 *
 * @param scheme in lower case: bearer or basic
 * @param parameters by their names in lower case, such as realm, service and scope
 */
record Challenge(String scheme, Map<String, String> parameters) {
  Challenge {
    parameters = Map.copyOf(parameters);
  }

  boolean isBearer() {
    return scheme.equals("bearer");
  }

  boolean isBasic() {
    return scheme.equals("basic");
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
