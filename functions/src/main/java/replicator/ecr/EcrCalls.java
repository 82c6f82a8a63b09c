package replicator.ecr;

import java.util.function.Supplier;
import replicator.aws.AwsCall;
import replicator.image.RepositoryName;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Calls of one registry; a repository that does not exist is left to the caller. */
record EcrCalls(EcrSide side) {
  <T> T make(String action, RepositoryName repository, Supplier<T> request) {
    return make(action, side.location().host() + "/" + repository, side.help(action), request);
  }

  <T> T makeForAll(String action, String help, Supplier<T> request) {
    return make(action, side.location().host().value(), help, request);
  }

  private <T> T make(String action, String resource, String help, Supplier<T> request) {
    try {
      return request.get();
    } catch (RepositoryNotFoundException e) {
      throw e;
    } catch (SdkException e) {
      // The SDK assumes the role when the first call needs it, so its refusal comes up there.
      boolean assuming = String.valueOf(e.getMessage()).contains("sts:AssumeRole");
      throw new AwsCall(action, resource, assuming ? side.helpAssuming() : help).failure(e);
    }
  }
}
