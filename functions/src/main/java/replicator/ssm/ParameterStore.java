package replicator.ssm;

import java.util.Optional;
import replicator.aws.AwsCall;
import replicator.failure.PermanentFailure;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** Parameters by name or ARN. */
public final class ParameterStore {
  private final SsmClient client;

  public ParameterStore(SsmClient client) {
    this.client = client;
  }

  /**
   * What anybody may see: messages quote it.
   *
   * @return empty if there is no such parameter
   * @throws PermanentFailure if it may not be read, or is a SecureString
   */
  public Optional<String> text(String name) {
    Optional<Parameter> parameter = read(name, false);
    if (parameter.map(Parameter::type).equals(Optional.of(ParameterType.SECURE_STRING))) {
      throw new PermanentFailure(
          name + " is a SecureString, such as credentials are kept in, and not of type String");
    }
    return parameter.map(Parameter::value);
  }

  /**
   * What nobody may see, a SecureString or not.
   *
   * @return empty if there is no such parameter
   * @throws PermanentFailure if it may not be read
   */
  public Optional<String> secret(String name) {
    return read(name, true).map(Parameter::value);
  }

  private Optional<Parameter> read(String name, boolean decrypted) {
    return AwsCall.of("ssm:GetParameter", name).make(() -> readIfThere(name, decrypted));
  }

  private Optional<Parameter> readIfThere(String name, boolean decrypted) {
    try {
      return Optional.of(
          client.getParameter(request -> request.name(name).withDecryption(decrypted)).parameter());
    } catch (ParameterNotFoundException | ParameterVersionNotFoundException e) {
      return Optional.empty();
    }
  }
}
