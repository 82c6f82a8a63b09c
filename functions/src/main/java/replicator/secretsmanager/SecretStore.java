package replicator.secretsmanager;

import java.util.Optional;
import replicator.aws.AwsCall;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets by name or ARN. */
public final class SecretStore {
  private final SecretsManagerClient client;

  public SecretStore(SecretsManagerClient client) {
    this.client = client;
  }

  /**
   * @return empty if there is no such secret, or no text in it
   * @throws replicator.failure.PermanentFailure if it may not be read
   */
  public Optional<String> text(String name) {
    return AwsCall.of("secretsmanager:GetSecretValue", name).make(() -> read(name));
  }

  private Optional<String> read(String name) {
    try {
      return Optional.ofNullable(
          client.getSecretValue(request -> request.secretId(name)).secretString());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }
}
