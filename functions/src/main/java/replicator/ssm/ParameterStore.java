package replicator.ssm;

import java.util.Optional;
import replicator.aws.AwsCall;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** Parameters by name or ARN; a SecureString is decrypted. */
public final class ParameterStore {
  private final SsmClient client;

  public ParameterStore(SsmClient client) {
    this.client = client;
  }

  /**
   * @return empty if there is no such parameter
   * @throws replicator.failure.PermanentFailure if it may not be read
   */
  public Optional<String> text(String name) {
    return AwsCall.of("ssm:GetParameter", name).make(() -> read(name));
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(
          client
              .getParameter(request -> request.name(name).withDecryption(true))
              .parameter()
              .value());
    } catch (ParameterNotFoundException | ParameterVersionNotFoundException e) {
      return Optional.empty();
    }
  }
}
