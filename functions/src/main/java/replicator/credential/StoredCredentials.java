package replicator.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import replicator.failure.InvalidParameter;

/**
 * Credentials as JSON in an SSM parameter or a Secrets Manager secret, of either form: {@code
 * {"access_key_id", "secret_access_key"}} or {@code {"username", "password"}}.
 */
public final class StoredCredentials implements CredentialStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * SSM refuses to look for a name with a character that only secrets may have, with a slash that
   * does not begin it, or with a prefix that it reserves, <a
   * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>.
   */
  private static final Pattern NEVER_A_PARAMETER =
      Pattern.compile("(?i).*[+=@]|[^/]+/|/?(aws|ssm)");

  private final Function<String, Optional<String>> parameters;
  private final Function<String, Optional<String>> secrets;

  /**
   * @param parameters of SSM, by name or ARN; empty if there is none
   * @param secrets of Secrets Manager, likewise
   */
  public StoredCredentials(
      Function<String, Optional<String>> parameters, Function<String, Optional<String>> secrets) {
    this.parameters = parameters;
    this.secrets = secrets;
  }

  @Override
  public Credential get(CredentialName name) {
    String text =
        InvalidParameter.requireText(
            name.parameter(),
            name.name(),
            "the name of an SSM parameter (SecureString) or a Secrets Manager secret of the stack's"
                + " account and region",
            () -> text(name.name()));
    return parse(name, text);
  }

  private Optional<String> text(String name) {
    if (!name.startsWith("arn:")) {
      return NEVER_A_PARAMETER.matcher(name).lookingAt()
          ? secrets.apply(name)
          : parameters.apply(name).or(() -> secrets.apply(name));
    }
    return name.contains(":secretsmanager:") ? secrets.apply(name) : parameters.apply(name);
  }

  /** Whatever is wrong, the message must not quote the text. */
  private static Credential parse(CredentialName name, String text) {
    JsonNode json = tree(text);
    String keyId = json.path("access_key_id").asText("").strip();
    String key = json.path("secret_access_key").asText("").strip();
    String username = json.path("username").asText("").strip();
    String password = json.path("password").asText("");
    if (!keyId.isEmpty() && !key.isEmpty()) {
      return new Credential.AccessKey(keyId, key);
    }
    if (!username.isEmpty() && !password.isEmpty()) {
      return new Credential.Login(username, password);
    }
    throw new InvalidParameter(
        name.parameter(),
        name.name(),
        "the name of a credential, JSON of the form {\"access_key_id\": \"...\","
            + " \"secret_access_key\": \"...\"} or {\"username\": \"...\", \"password\": \"...\"};"
            + " what is there has another form");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
