package replicator.secretsmanager;

import java.util.Optional;
import replicator.auth.AuthFile;
import replicator.aws.AwsCall;
import replicator.failure.PermanentFailure;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The stack's secret, which ECS hands to the tasks. */
public final class SecretAuthFile implements AuthFile {
  private static final String EMPTY = "{\"auths\":{}}";
  private static final String PREVIOUS = "AWSPREVIOUS";

  /**
   * <a
   * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html">Secrets
   * Manager quotas</a>
   */
  private static final int LONGEST = 65_536;

  private final SecretsManagerClient client;
  private final String secret;

  /**
   * @param secret its ARN
   */
  public SecretAuthFile(SecretsManagerClient client, String secret) {
    this.client = client;
    this.secret = secret;
  }

  @Override
  public void write(String json) {
    if (json.length() > LONGEST) {
      throw new PermanentFailure(
          "the registry auth file takes %d bytes, and a secret holds %d: too many registries"
              .formatted(json.length(), LONGEST));
    }
    put(json);
  }

  private void put(String json) {
    AwsCall.of("secretsmanager:PutSecretValue", secret)
        .make(() -> client.putSecretValue(request -> request.secretId(secret).secretString(json)));
  }

  /**
   * Secrets Manager keeps the version before the last under AWSPREVIOUS; one without a label is not
   * kept for long.
   */
  @Override
  public void erase() {
    put(EMPTY);
    previous().ifPresent(this::removePrevious);
  }

  private Optional<String> previous() {
    return AwsCall.of("secretsmanager:DescribeSecret", secret)
        .make(() -> client.describeSecret(request -> request.secretId(secret)))
        .versionIdsToStages()
        .entrySet()
        .stream()
        .filter(version -> version.getValue().contains(PREVIOUS))
        .map(version -> version.getKey())
        .findFirst();
  }

  private void removePrevious(String version) {
    AwsCall.of("secretsmanager:UpdateSecretVersionStage", secret).run(() -> removeLabel(version));
  }

  private void removeLabel(String version) {
    try {
      client.updateSecretVersionStage(
          request -> request.secretId(secret).versionStage(PREVIOUS).removeFromVersionId(version));
    } catch (InvalidParameterException | ResourceNotFoundException e) {
      // The label has moved in between: another version was put, and that one's predecessor has it.
    }
  }
}
