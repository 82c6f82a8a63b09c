package replicator.aws;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.text.Excerpt;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call of an AWS service, as the messages of its failures describe it.
 *
 * @param action as IAM names it, such as {@code ecr:ListImages}
 * @param resource that it is about
 * @param help what a person can do when it is refused: a sentence, or nothing
 */
public record AwsCall(String action, String resource, String help) {
  private static final int LONGEST = 700;

  /**
   * The next try helps: it gets new credentials for a session that ended while the call was on its
   * way, and a new connection for one that idled.
   */
  private static final Set<String> PASSING =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestTimeout", "RequestTimeoutException");

  /** Their messages may quote the whole signed request, session token included. */
  private static final Set<String> SIGNATURE =
      Set.of(
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "IncompleteSignatureException");

  private static final Set<String> UNKNOWN_KEY =
      Set.of("UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId");

  /** Where a service may not use the key that it encrypts with. */
  private static final String KEY_HELP =
      "the policy of the KMS key must allow it, as must those of who calls";

  public static AwsCall of(String action, String resource) {
    return new AwsCall(action, resource, "the role of the function must allow it");
  }

  /**
   * The answer of the service; what the SDK throws becomes a failure.
   *
   * @throws TransientFailure if the service throttled the call, could not be reached or had an
   *     internal error
   * @throws PermanentFailure if the service refused the call
   */
  public <T> T make(Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /** {@link #make Makes} a call whose answer nobody needs. */
  public void run(Runnable request) {
    try {
      request.run();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  /** The failure for an error that the caller does not handle. */
  public RuntimeException failure(SdkException error) {
    if (!(error instanceof AwsServiceException answer)) {
      return new TransientFailure(
          "%s on %s got no answer: %s".formatted(action, resource, shortened(error)), error);
    }
    String code = code(answer);
    if (isTransient(answer, code)) {
      return new TransientFailure(failed(answer, code), error);
    }
    if (SIGNATURE.contains(code)) {
      return new PermanentFailure(
          "%s on %s was refused, its access key is wrong (%s): %s"
              .formatted(action, resource, code, help));
    }
    return UNKNOWN_KEY.contains(code) || isDenied(answer, code)
        ? new PermanentFailure(refused(shortened(error)), error)
        : new PermanentFailure(failed(answer, code), error);
  }

  /** Whether the service said that the caller may not do this. */
  private static boolean isDenied(AwsServiceException error, String code) {
    return code.contains("AccessDenied") || (error.statusCode() == 403 && code.isEmpty());
  }

  private static boolean isTransient(AwsServiceException error, String code) {
    return error.isThrottlingException()
        || error.isClockSkewException()
        || error.statusCode() >= 500
        || error.statusCode() == 429
        || PASSING.contains(code);
  }

  private String refused(String why) {
    return "%s on %s was refused: %s. What helps: %s"
        .formatted(action, resource, withoutDot(why), why.contains(" kms:") ? KEY_HELP : help);
  }

  private String failed(AwsServiceException error, String code) {
    return "%s on %s failed: %s %s".formatted(action, resource, code, shortened(error)).strip();
  }

  private static String code(AwsServiceException error) {
    return details(error).map(AwsErrorDetails::errorCode).orElse("");
  }

  private static Optional<AwsErrorDetails> details(AwsServiceException error) {
    return Optional.ofNullable(error.awsErrorDetails());
  }

  /** Without what the SDK appends for its developers. */
  private static String shortened(SdkException error) {
    Optional<String> said =
        error instanceof AwsServiceException answer
            ? details(answer).map(AwsErrorDetails::errorMessage)
            : Optional.empty();
    String text =
        said.or(() -> Optional.ofNullable(error.getMessage()))
            .orElseGet(() -> error.getClass().getSimpleName());
    return Excerpt.shortened(text, LONGEST);
  }

  private static String withoutDot(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
