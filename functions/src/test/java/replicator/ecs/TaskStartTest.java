package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.aws.Answers;
import replicator.copy.AttemptId;
import replicator.copy.Tasks.Answer;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

class TaskStartTest extends TasksOnEcs {

  @Test
  void start_runsOneFargateTaskForTheAttempt() {
    ecs.onRunTask.add(() -> started(TASK));
    assertThat(start()).isEqualTo(new Answer.Started(TASK));
    RunTaskRequest request = ecs.started.getFirst();
    assertThat(request.cluster()).isEqualTo("copies");
    assertThat(request.taskDefinition()).isEqualTo(PLACE.taskDefinition());
    assertThat(request.launchType()).isEqualTo(LaunchType.FARGATE);
    assertThat(request.count()).isEqualTo(1);
    assertThat(request.startedBy()).isEqualTo("20261124T050000000Z-3f9a1c22/12/2");
    AwsVpcConfiguration network = request.networkConfiguration().awsvpcConfiguration();
    assertThat(network.subnets()).containsExactly("subnet-a", "subnet-b");
    assertThat(network.securityGroups()).containsExactly("sg-1");
    assertThat(network.assignPublicIp()).isEqualTo(AssignPublicIp.ENABLED);
  }

  @Test
  void start_tellsTheContainerWhatToCopy() {
    ecs.onRunTask.add(() -> started(TASK));
    start();
    assertThat(ecs.started.getFirst().overrides().containerOverrides().getFirst().environment())
        .extracting(KeyValuePair::name, KeyValuePair::value)
        .containsExactly(
            tuple(
                "COPIES",
                """
                from quay.io/app to h.example/mirror/app
                %064x 1.0
                %064x latest
                """
                    .formatted(1, 2)),
            tuple("COPY_TIMEOUT", "3600"),
            tuple("PARALLEL", "4"),
            tuple("PUT_PAUSE", "1000"));
  }

  @Test
  void start_ofFewBatches_sharesTheRateAmongThemOnly() {
    ecs.onRunTask.add(() -> started(TASK));
    tasks.start(ATTEMPT, 0, 3, COPIES);
    assertThat(ecs.started.getFirst().overrides().containerOverrides().getFirst().environment())
        .filteredOn(variable -> variable.name().equals("PUT_PAUSE"))
        .extracting(KeyValuePair::value)
        .containsExactly("300");
  }

  @Test
  void start_ofAsManyTasksAsTheStackAllows_keepsTheLowestRate() {
    TaskOptions options =
        new TaskOptions(false, Duration.ofMinutes(60), 4, Duration.ofSeconds(1), 1000);
    ecs.onRunTask.add(() -> started(TASK));
    new EcsTasks(ecs, PLACE, () -> options, () -> START).start(ATTEMPT, 0, 1000, COPIES);
    assertThat(ecs.started.getFirst().overrides().containerOverrides().getFirst().environment())
        .filteredOn(variable -> variable.name().equals("PUT_PAUSE"))
        .extracting(KeyValuePair::value)
        .containsExactly("999999");
  }

  @Test
  void start_repeated_usesTheSameClientToken() {
    ecs.onRunTask.add(() -> started(TASK));
    ecs.onRunTask.add(() -> started(TASK));
    start();
    start();
    assertThat(ecs.started).map(RunTaskRequest::clientToken).containsOnly(ATTEMPT.toString());
  }

  @Test
  void start_afterARefusal_usesAClientTokenThatWasNotRefused() {
    AttemptId longest = new AttemptId(ATTEMPT.run(), 999_999_999, 999_999_999);
    for (int refusals : List.of(0, 1, 2, Integer.MAX_VALUE)) {
      ecs.onRunTask.add(() -> started(TASK));
      tasks.start(longest, refusals, 10, COPIES);
    }
    assertThat(ecs.started)
        .map(RunTaskRequest::clientToken)
        .doesNotHaveDuplicates()
        // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
        .allSatisfy(token -> assertThat(token).hasSizeLessThanOrEqualTo(64).matches("[!-~]+"));
    assertThat(ecs.started).map(RunTaskRequest::startedBy).containsOnly(longest.toString());
  }

  @Test
  void start_whenTheAttemptHasATaskOfAnotherDefinition_adoptsIt() {
    ecs.onRunTask.add(failing(ConflictException.builder().resourceIds(TASK).build()));
    assertThat(start()).isEqualTo(new Answer.Started(TASK));
  }

  @Test
  void start_inConflictWithNothing_isPermanent() {
    ecs.onRunTask.add(failing(ConflictException.builder().statusCode(400).build()));
    assertThatThrownBy(this::start).isInstanceOf(PermanentFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Capacity is unavailable at this time. Please try again later or in a different availability zone",
        "RESOURCE:ENI",
        "RESOURCE:CPU",
        "AGENT",
        "You've reached the limit on the number of vCPUs you can run concurrently",
        "Error retrieving security group information for [sg-1]: connect timed out",
      })
  void start_withoutCapacity_isRefusedAndKeepsTheReason(String reason) {
    ecs.onRunTask.add(() -> refused(reason));
    assertThat(start())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.reason()).contains(reason, ATTEMPT.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error retrieving security group information for [sg-1]: Request limit exceeded. (ErrorCode: RequestLimitExceeded)",
        "Error retrieving subnet information for [subnet-1]: Rate exceeded (ErrorCode: Throttling)",
      })
  void start_whileEc2IsThrottled_isRefusedThoughItIsCalledABadParameter(String reason) {
    ecs.onRunTask.add(failing(InvalidParameterException.builder().message(reason).build()));
    assertThat(start())
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  @Test
  void start_withASubnetThatIsNotThere_isPermanent() {
    String reason =
        "Error retrieving subnet information for [subnet-1]: it does not exist (ErrorCode: InvalidSubnetID.NotFound)";
    ecs.onRunTask.add(failing(InvalidParameterException.builder().message(reason).build()));
    assertThatThrownBy(this::start)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("subnet-1");
  }

  @Test
  void start_inAClusterThatIsNotThere_namesItsParameter() {
    ecs.onRunTask.add(failing(ClusterNotFoundException.builder().statusCode(400).build()));
    assertThatThrownBy(this::start)
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "ecsClusterName is \"copies\": expected the name of an ACTIVE cluster of this account"
                + " and region");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATTRIBUTE", "MISSING", "INACTIVE"})
  void start_refusedForAnotherReason_isPermanent(String reason) {
    ecs.onRunTask.add(() -> refused(reason));
    assertThatThrownBy(this::start)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(reason);
  }

  @Test
  void start_answeredByNothing_isTransient() {
    ecs.onRunTask.add(() -> RunTaskResponse.builder().build());
    assertThatThrownBy(this::start).isInstanceOf(TransientFailure.class);
  }

  @Test
  void start_throttled_isTransient() {
    ecs.onRunTask.add(failing(Answers.throttled()));
    assertThatThrownBy(this::start)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("ecs:RunTask");
  }

  @Test
  void start_denied_isPermanentAndNamesThePermission() {
    ecs.onRunTask.add(failing(Answers.denied("iam:PassRole")));
    assertThatThrownBy(this::start)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("iam:PassRole");
  }

  private Answer start() {
    return tasks.start(ATTEMPT, 0, 12, COPIES);
  }

  private static RunTaskResponse started(String task) {
    return RunTaskResponse.builder().tasks(Task.builder().taskArn(task).build()).build();
  }

  private static RunTaskResponse refused(String reason) {
    return RunTaskResponse.builder().failures(Failure.builder().reason(reason).build()).build();
  }
}
