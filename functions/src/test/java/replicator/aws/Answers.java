package replicator.aws;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Errors as AWS services answer them. */
public final class Answers {
  private Answers() {}

  public static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
  }

  public static AwsServiceException error(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(details(code, message))
        .message(message + " (Service: Any, Status Code: " + status + ", Request ID: 1)")
        .build();
  }

  public static AwsServiceException throttled() {
    return error(400, "ThrottlingException", "Rate exceeded");
  }

  public static AwsServiceException outage() {
    return error(503, "ServiceUnavailable", "Service is unavailable");
  }

  public static AwsServiceException denied(String action) {
    return error(
        400,
        "AccessDeniedException",
        "User: arn:aws:sts::111122223333:assumed-role/f is not authorized to perform: "
            + action
            + " on resource: x");
  }
}
