package replicator.ecr;

import java.util.function.Function;
import replicator.aws.AwsCall;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * One registry and the client to call it with; a repository that does not exist is left to the
 * caller.
 */
record EcrRegistry(EcrClient client, EcrSide side) {
  RegistryHost host() {
    return side.location().host();
  }

  /** Its account, as ECR calls it. */
  String id() {
    return side.location().account().id();
  }

  <T> T call(String action, RepositoryName repository, Function<EcrClient, T> request) {
    return call(action, host() + "/" + repository, side.help(action), request);
  }

  <T> T callForAll(String action, String help, Function<EcrClient, T> request) {
    return call(action, host().value(), help, request);
  }

  private <T> T call(String action, String resource, String help, Function<EcrClient, T> request) {
    try {
      return request.apply(client);
    } catch (RepositoryNotFoundException e) {
      throw e;
    } catch (SdkException e) {
      // The SDK assumes the role when the first call needs it, so its refusal comes up there.
      boolean assuming = String.valueOf(e.getMessage()).contains("sts:AssumeRole");
      throw new AwsCall(action, resource, assuming ? side.helpAssuming() : help).failure(e);
    }
  }
}
