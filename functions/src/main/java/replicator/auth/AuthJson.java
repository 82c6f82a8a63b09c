package replicator.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
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
    logins.forEach((host, login) -> auths.putObject(host.value()).put("auth", encode(login)));
    return file.toString();
  }

  private static String encode(Login login) {
    String pair = login.username() + ":" + login.password();
    return Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
