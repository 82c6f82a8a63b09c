package replicator.ecr;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import replicator.auth.Logins;
import replicator.credential.Credential.Login;
import replicator.failure.TransientFailure;
import replicator.image.RegistryHost;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;

/**
 * The login of one registry; it may do there what the client may: <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html">Private registry
 * authentication</a>.
 */
public final class EcrLogins implements Logins {
  private static final String USER = "AWS:";

  private final EcrRegistry registry;

  public EcrLogins(EcrClient client, EcrSide side) {
    this.registry = new EcrRegistry(client, side);
  }

  @Override
  public Map<RegistryHost, Login> get() {
    List<AuthorizationData> data =
        registry
            .callForAll(
                "ecr:GetAuthorizationToken",
                registry.side().help("ecr:GetAuthorizationToken"),
                EcrClient::getAuthorizationToken)
            .authorizationData();
    if (data.isEmpty()) {
      throw new TransientFailure(
          "ecr:GetAuthorizationToken on %s answered no token".formatted(registry.host()));
    }
    // The token is good for every registry of the region that the client may use.
    String token = decoded(data.getFirst().authorizationToken());
    return Map.of(registry.host(), new Login("AWS", token.substring(USER.length())));
  }

  private static String decoded(String token) {
    String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    if (!text.startsWith(USER)) {
      throw new IllegalStateException("ECR's token is not of the form " + USER + "PASSWORD");
    }
    return text;
  }
}
