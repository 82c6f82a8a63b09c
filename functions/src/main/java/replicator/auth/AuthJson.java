package replicator.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import replicator.credential.Credential.Login;
import replicator.image.RegistryHost;

/**
 * The registry auth file as skopeo reads it: <a
 * href="https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md">containers-auth.json</a>.
 */
final class AuthJson {
  private AuthJson() {}

  static String of(Map<RegistryHost, Login> logins) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ObjectNode auths = file.putObject("auths");
    logins.forEach((host, login) -> auths.putObject(host.value()).put("auth", login.encoded()));
    return file.toString();
  }
}
