package replicator.stepfunctions;

import replicator.aws.AwsCall;
import replicator.copy.TaskTokens;
import replicator.copy.Verdict;
import replicator.text.Excerpt;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** States that wait for a task token: {@code .waitForTaskToken}. */
public final class WaitingStates implements TaskTokens {
  // Each has its own Retry in the workflow of template.yaml.
  private static final String AGAIN = "CopyFailed";
  private static final String INTERRUPTED = "TaskInterrupted";

  /**
   * <a
   * href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html">SendTaskFailure</a>
   */
  private static final int LONGEST_CAUSE = 32_768;

  private final SfnClient client;

  public WaitingStates(SfnClient client) {
    this.client = client;
  }

  @Override
  public void answer(String token, Verdict verdict) {
    switch (verdict) {
      case Verdict.Done() -> succeed(token);
      case Verdict.Retry(String reason) -> fail(token, AGAIN, reason);
      case Verdict.Interrupted(String reason) -> fail(token, INTERRUPTED, reason);
    }
  }

  private void succeed(String token) {
    call(
        "states:SendTaskSuccess",
        () -> client.sendTaskSuccess(request -> request.taskToken(token).output("{}")));
  }

  private void fail(String token, String error, String reason) {
    String cause = Excerpt.cut(reason, LONGEST_CAUSE);
    call(
        "states:SendTaskFailure",
        () ->
            client.sendTaskFailure(request -> request.taskToken(token).error(error).cause(cause)));
  }

  private static void call(String action, Runnable request) {
    AwsCall.of(action, "the state that waits for a batch").run(() -> send(request));
  }

  private static void send(Runnable request) {
    try {
      request.run();
    } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException e) {
      // Nobody waits for it any more.
    }
  }
}
