package replicator.stepfunctions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import replicator.aws.AwsCall;
import replicator.concurrent.Time;
import replicator.run.Executions;
import replicator.text.Excerpt;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** The executions of the state machine that replicates. */
public final class WorkflowExecutions implements Executions {
  private static final int PAGE = 1000;

  /**
   * <a
   * href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html">StopExecution</a>
   */
  private static final int LONGEST_CAUSE = 32_768;

  /**
   * <a
   * href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
   * is eventually consistent: one that has just been started may not be there yet.
   */
  private static final List<Duration> UNTIL_IT_IS_SEEN =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  private final SfnClient client;
  private final String stateMachine;
  private final Time time;

  /**
   * @param stateMachine its ARN; not used where an execution is named
   */
  public WorkflowExecutions(SfnClient client, String stateMachine, Time time) {
    this.client = client;
    this.stateMachine = stateMachine;
    this.time = time;
  }

  @Override
  public boolean isRunning(String execution) {
    Optional<ExecutionStatus> status = status(execution);
    for (Duration pause : UNTIL_IT_IS_SEEN) {
      if (status.isPresent()) {
        break;
      }
      time.sleep(pause, "an execution was not to be seen");
      status = status(execution);
    }
    return status.equals(Optional.of(ExecutionStatus.RUNNING));
  }

  private Optional<ExecutionStatus> status(String execution) {
    return AwsCall.of("states:DescribeExecution", execution).make(() -> described(execution));
  }

  private Optional<ExecutionStatus> described(String execution) {
    try {
      return Optional.of(
          client.describeExecution(request -> request.executionArn(execution)).status());
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> running() {
    return AwsCall.of("states:ListExecutions", stateMachine).make(this::listRunning);
  }

  private List<String> listRunning() {
    try {
      return client
          .listExecutionsPaginator(
              request ->
                  request
                      .stateMachineArn(stateMachine)
                      .statusFilter(ExecutionStatus.RUNNING)
                      .maxResults(PAGE))
          .executions()
          .stream()
          .map(ExecutionListItem::executionArn)
          .toList();
    } catch (StateMachineDoesNotExistException e) {
      // Deleted with the stack, so that none is running.
      return List.of();
    }
  }

  @Override
  public void start(String name, String input) {
    AwsCall.of("states:StartExecution", stateMachine).run(() -> startOnce(name, input));
  }

  private void startOnce(String name, String input) {
    try {
      client.startExecution(
          request -> request.stateMachineArn(stateMachine).name(name).input(input));
    } catch (ExecutionAlreadyExistsException e) {
      // It has ended already; one that still runs is no error to AWS either.
    }
  }

  @Override
  public void stop(String execution, String cause) {
    AwsCall.of("states:StopExecution", execution).run(() -> stopIfThere(execution, cause));
  }

  private void stopIfThere(String execution, String cause) {
    try {
      client.stopExecution(
          request ->
              request
                  .executionArn(execution)
                  .error("Stopped")
                  .cause(Excerpt.cut(cause, LONGEST_CAUSE)));
    } catch (ExecutionDoesNotExistException e) {
      // It ended so long ago that Step Functions has forgotten it.
    }
  }
}
