package replicator.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsCallTest {
  private static final AwsCall CALL = new AwsCall("ecr:ListImages", "host/app", "give srcRoleArn");

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException",
    "400, Throttling",
    "429, TooManyRequestsException",
    "400, RequestLimitExceeded",
    "503, SlowDown",
    "500, InternalFailure",
    "500, ServerException",
    "502, ''",
    "503, ServiceUnavailable",
    "504, ''",
    "400, ExpiredTokenException",
    "403, ExpiredToken",
    "403, RequestExpired",
    "400, RequestTimeout",
    "400, RequestTimeoutException",
    "403, RequestTimeTooSkewed",
  })
  void failure_ofWhatMayPass_isTransient(int status, String code) {
    assertThat(CALL.failure(Answers.error(status, code, "for now")))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("ecr:ListImages on host/app")
        .hasMessageContaining("for now");
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidParameterException",
    "400, ValidationException",
    "400, AccessDeniedException",
    "403, AccessDenied",
    "403, ''",
    "400, UnrecognizedClientException",
    "403, InvalidClientTokenId",
    "403, SignatureDoesNotMatch",
    "400, LimitExceededException",
    "404, ResourceNotFoundException",
  })
  void failure_ofWhatStays_isPermanent(int status, String code) {
    assertThat(CALL.failure(Answers.error(status, code, "never")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("ecr:ListImages on host/app");
  }

  @Test
  void failure_withoutAnAnswer_isTransient() {
    SdkClientException cut =
        SdkClientException.create("connection reset", new SocketTimeoutException("no byte"));
    assertThat(CALL.failure(cut))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("ecr:ListImages on host/app got no answer: connection reset");
    assertThat(CALL.failure(ApiCallTimeoutException.create(120_000)))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void failure_ofARefusal_saysWhatHelpsAndWhatAwsSaid() {
    assertThat(CALL.failure(Answers.denied("ecr:ListImages")))
        .hasMessage(
            "ecr:ListImages on host/app was refused: User:"
                + " arn:aws:sts::111122223333:assumed-role/f is not authorized to perform:"
                + " ecr:ListImages on resource: x. What helps: give srcRoleArn");
  }

  @Test
  void failure_ofARefusalByAKey_saysThatItsPolicyHelps() {
    assertThat(CALL.failure(Answers.denied("kms:Decrypt")))
        .hasMessageContaining("not authorized to perform: kms:Decrypt on resource: x")
        .hasMessageEndingWith(
            "What helps: the policy of the KMS key must allow it, as must those of who calls");
  }

  /** AWS quotes the request that should have been signed, with its session token. */
  @Test
  void failure_ofASignature_quotesNothingOfTheRequest() {
    RuntimeException failure =
        CALL.failure(
            Answers.error(
                403, "SignatureDoesNotMatch", "should have been x-amz-security-token:SECRET"));
    assertThat(failure).hasNoCause().hasMessageContaining("its access key is wrong");
    assertThat(failure.getMessage()).doesNotContain("SECRET");
  }

  @Test
  void failure_withAnEndlessMessage_isCut() {
    assertThat(CALL.failure(Answers.error(400, "X", "long ".repeat(10_000))).getMessage())
        .hasSizeLessThan(1000);
  }

  @Test
  void make_whenTheServiceAnswers_hasTheAnswer() {
    assertThat(CALL.<String>make(() -> "images")).isEqualTo("images");
  }

  @Test
  void make_whenTheServiceIsDown_throws() {
    assertThatThrownBy(
            () ->
                CALL.<String>make(
                    () -> {
                      throw Answers.outage();
                    }))
        .isInstanceOf(TransientFailure.class);
  }
}
