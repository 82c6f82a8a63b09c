package replicator.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.aws.Answers;
import replicator.copy.Verdict;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

class WaitingStatesTest {
  private final FakeSfn sfn = new FakeSfn();
  private final WaitingStates states = new WaitingStates(sfn);

  @Test
  void done_answersTheTokenWithAnEmptyObject() {
    sfn.answering(SendTaskSuccessResponse.builder().build());
    states.answer("token", new Verdict.Done());
    assertThat(sfn.asked)
        .containsExactly(SendTaskSuccessRequest.builder().taskToken("token").output("{}").build());
  }

  @Test
  void retry_answersWithTheErrorThatTheWorkflowRetries() {
    sfn.answering(SendTaskFailureResponse.builder().build());
    states.answer("token", new Verdict.Retry("2 images are missing"));
    assertThat(sfn.asked)
        .containsExactly(
            SendTaskFailureRequest.builder()
                .taskToken("token")
                .error("CopyFailed")
                .cause("2 images are missing")
                .build());
  }

  @Test
  void interrupted_answersWithTheErrorThatHasARetryOfItsOwn() {
    sfn.answering(SendTaskFailureResponse.builder().build());
    states.answer("token", new Verdict.Interrupted("1 images are missing"));
    assertThat(((SendTaskFailureRequest) sfn.asked.getFirst()).error())
        .isEqualTo("TaskInterrupted");
  }

  @Test
  void retry_withALongReason_cutsIt() {
    sfn.answering(SendTaskFailureResponse.builder().build());
    states.answer("token", new Verdict.Retry("x".repeat(40_000)));
    assertThat(((SendTaskFailureRequest) sfn.asked.getFirst()).cause()).hasSize(32_768);
  }

  static Stream<SfnException> late() {
    return Stream.of(
        (SfnException) TaskTimedOutException.builder().build(),
        (SfnException) TaskDoesNotExistException.builder().build(),
        (SfnException) InvalidTokenException.builder().build());
  }

  @ParameterizedTest
  @MethodSource("late")
  void aTokenNoLongerWaitedFor_isNoError(SfnException answer) {
    sfn.failing(answer).failing(answer);
    assertThatCode(
            () -> {
              states.answer("token", new Verdict.Done());
              states.answer("token", new Verdict.Retry("why"));
            })
        .doesNotThrowAnyException();
    assertThat(sfn.asked).hasSize(2);
  }

  @Test
  void anAnswerThatDoesNotGetThrough_isAFailure() {
    sfn.failing(Answers.throttled()).failing(Answers.denied("states:SendTaskFailure"));
    assertThatThrownBy(() -> states.answer("token", new Verdict.Done()))
        .isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> states.answer("token", new Verdict.Retry("why")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("states:SendTaskFailure");
  }

  @Test
  void aFailure_doesNotQuoteTheToken() {
    sfn.failing(Answers.outage());
    assertThatThrownBy(() -> states.answer("opaque-token", new Verdict.Done()))
        .hasMessageNotContaining("opaque-token");
  }
}
