package replicator.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.aws.Answers;
import replicator.concurrent.PassingTime;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;

class WorkflowExecutionsTest {
  private static final String MACHINE = "arn:aws:states:eu-west-1:111122223333:stateMachine:r";
  private static final String EXECUTION = "arn:aws:states:eu-west-1:111122223333:execution:r:e";

  private final FakeSfn sfn = new FakeSfn();
  private final PassingTime time = new PassingTime(Instant.EPOCH);
  private final WorkflowExecutions executions = new WorkflowExecutions(sfn, MACHINE, time);

  @ParameterizedTest
  @CsvSource({
    "RUNNING, true",
    "SUCCEEDED, false",
    "FAILED, false",
    "TIMED_OUT, false",
    "ABORTED, false"
  })
  void isRunning_followsTheStatus(ExecutionStatus status, boolean running) {
    sfn.answering(DescribeExecutionResponse.builder().status(status).build());
    assertThat(executions.isRunning(EXECUTION)).isEqualTo(running);
  }

  @Test
  void isRunning_ofNoExecution_isFalse() {
    IntStream.range(0, 4).forEach(look -> sfn.failing(absent()));
    assertThat(executions.isRunning(EXECUTION)).isFalse();
    assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(7));
  }

  /** Otherwise a run that begins in the same second would take the lease away from it. */
  @Test
  void isRunning_ofAnExecutionThatIsNotSeenAtOnce_isTrue() {
    sfn.failing(absent())
        .failing(absent())
        .answering(DescribeExecutionResponse.builder().status(ExecutionStatus.RUNNING).build());
    assertThat(executions.isRunning(EXECUTION)).isTrue();
  }

  private static ExecutionDoesNotExistException absent() {
    return ExecutionDoesNotExistException.builder().build();
  }

  /** Otherwise an outage would take the lease away from a run that goes on. */
  @Test
  void isRunning_duringAnOutage_isNotFalse() {
    sfn.failing(Answers.outage());
    assertThatThrownBy(() -> executions.isRunning(EXECUTION)).isInstanceOf(TransientFailure.class);
  }

  @Test
  void running_onSeveralPages_areAll() {
    sfn.answering(page("next", "a", "b")).answering(page(null, "c"));
    assertThat(executions.running()).containsExactly("a", "b", "c");
    ListExecutionsRequest second = (ListExecutionsRequest) sfn.asked.get(1);
    assertThat(second.nextToken()).isEqualTo("next");
    assertThat(second.statusFilter()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(second.stateMachineArn()).isEqualTo(MACHINE);
  }

  @Test
  void running_whenAPageInTheMiddleFails_areNoneRatherThanSome() {
    sfn.answering(page("next", "a")).failing(Answers.throttled());
    assertThatThrownBy(executions::running).isInstanceOf(TransientFailure.class);
  }

  @Test
  void running_ofAStateMachineThatWasDeleted_areNone() {
    sfn.failing(StateMachineDoesNotExistException.builder().build());
    assertThat(executions.running()).isEmpty();
  }

  @Test
  void start_givesNameAndInput() {
    sfn.answering(StartExecutionResponse.builder().build());
    executions.start("deployment-1", "{\"startedBy\": \"deployment\"}");
    StartExecutionRequest request = (StartExecutionRequest) sfn.asked.getFirst();
    assertThat(request.name()).isEqualTo("deployment-1");
    assertThat(request.input()).isEqualTo("{\"startedBy\": \"deployment\"}");
    assertThat(request.stateMachineArn()).isEqualTo(MACHINE);
  }

  @Test
  void start_ofANameThatWasStartedBefore_isDone() {
    sfn.failing(ExecutionAlreadyExistsException.builder().build());
    assertThatCode(() -> executions.start("deployment-1", "{}")).doesNotThrowAnyException();
  }

  @Test
  void start_refused_isPermanent() {
    sfn.failing(Answers.denied("states:StartExecution"));
    assertThatThrownBy(() -> executions.start("deployment-1", "{}"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("states:StartExecution");
  }

  @Test
  void stop_tellsTheCause() {
    sfn.answering(StopExecutionResponse.builder().build());
    executions.stop(EXECUTION, "the stack is being deleted");
    StopExecutionRequest request = (StopExecutionRequest) sfn.asked.getFirst();
    assertThat(request.executionArn()).isEqualTo(EXECUTION);
    assertThat(request.cause()).isEqualTo("the stack is being deleted");
  }

  @Test
  void stop_ofNoExecution_isDone() {
    sfn.failing(ExecutionDoesNotExistException.builder().build());
    assertThatCode(() -> executions.stop(EXECUTION, "x")).doesNotThrowAnyException();
  }

  private static ListExecutionsResponse page(@Nullable String next, String... arns) {
    return ListExecutionsResponse.builder()
        .executions(
            Stream.of(arns)
                .map(arn -> ExecutionListItem.builder().executionArn(arn).build())
                .toList())
        .nextToken(next)
        .build();
  }
}
