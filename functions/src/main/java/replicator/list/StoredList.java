package replicator.list;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import replicator.failure.InvalidParameter;
import replicator.settings.ListLocation;

/**
 * The list as a text in an SSM parameter or an S3 object.
 *
 * @param parameters of SSM, by name; empty if there is none
 * @param objects of S3, by bucket and key, likewise
 */
public record StoredList(
    Function<String, Optional<String>> parameters,
    BiFunction<String, String, Optional<String>> objects) {
  /**
   * @throws InvalidParameter if there is none, or it may not be read
   * @throws replicator.failure.TransientFailure if the store does not answer
   */
  public String read(ListLocation location) {
    return switch (location) {
      case ListLocation.OwnParameter(String name) -> own(name);
      case ListLocation.Parameter(String name) -> elsewhere(name, () -> parameters.apply(name));
      case ListLocation.S3Object(String bucket, String key) ->
          elsewhere("s3://" + bucket + "/" + key, () -> objects.apply(bucket, key));
    };
  }

  /**
   * CloudFormation updates no parameter that is gone: <a
   * href="https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ssm/blob/master/aws-ssm-parameter/src/main/java/com/amazonaws/ssm/parameter/UpdateHandler.java">UpdateHandler</a>.
   */
  private String own(String parameter) {
    return InvalidParameter.requireText(
        "srcImageList",
        parameter,
        "the stack's SSM parameter with the list (once deleted, make it again by hand: an update of"
            + " srcImageList fails without it)",
        () -> parameters.apply(parameter));
  }

  private static String elsewhere(String location, Supplier<Optional<String>> store) {
    return InvalidParameter.requireText(
        "srcImageListLocation", location, "the place of a list in this region", store);
  }
}
