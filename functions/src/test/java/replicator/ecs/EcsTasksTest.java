package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.aws.Answers;
import replicator.copy.AttemptId;
import replicator.copy.TaskEnd;
import replicator.copy.Tasks.Answer;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.plan.Copy;
import replicator.run.RunId;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

class EcsTasksTest {
  static final TaskPlace PLACE =
      new TaskPlace(
          "copies",
          "arn:aws:ecs:eu-west-1:111122223333:task-definition/stack-copy:7",
          List.of("subnet-a", "subnet-b"),
          "sg-1",
          true,
          false,
          Duration.ofMinutes(60),
          4,
          Duration.ofSeconds(1));
  private static final Instant START = Instant.parse("2026-11-24T05:00:00Z");
  private static final String TASK = "arn:aws:ecs:eu-west-1:111122223333:task/copies/0a1b";
  private static final AttemptId ATTEMPT =
      new AttemptId(new RunId("20261124T050000Z-3f9a1c22"), 12, 2);

  private static final List<Copy> COPIES =
      List.of(
          Copies.of("quay.io/app", "h.example/mirror/app", "1.0", 1),
          Copies.of("quay.io/app", "h.example/mirror/app", "latest", 2));

  private final FakeEcs ecs = new FakeEcs();
  private Instant now = START;
  private final EcsTasks tasks = new EcsTasks(ecs, PLACE, () -> now);

  @Test
  void start_runsOneFargateTaskForTheAttempt() {
    ecs.onRunTask.add(() -> started(TASK));
    assertThat(start()).isEqualTo(new Answer.Started(TASK));
    RunTaskRequest request = ecs.started.getFirst();
    assertThat(request.cluster()).isEqualTo("copies");
    assertThat(request.taskDefinition()).isEqualTo(PLACE.taskDefinition());
    assertThat(request.launchType()).isEqualTo(LaunchType.FARGATE);
    assertThat(request.count()).isEqualTo(1);
    assertThat(request.startedBy()).isEqualTo("20261124T050000Z-3f9a1c22/12/2");
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
                sha256:%064x 1.0
                sha256:%064x latest
                """
                    .formatted(1, 2)),
            tuple("COPY_TIMEOUT", "3600"),
            tuple("PARALLEL", "4"),
            tuple("PUT_PAUSE", "1000"));
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
      tasks.start(longest, refusals, COPIES);
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
      })
  void start_withoutCapacity_isRefusedAndKeepsTheReason(String reason) {
    ecs.onRunTask.add(() -> refused(reason));
    assertThat(start())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.reason()).contains(reason, ATTEMPT.toString()));
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

  @Test
  void endOf_aTaskThatRuns_isNone() {
    ecs.onDescribeTasks.add(() -> described(Task.builder().taskArn(TASK).lastStatus("RUNNING")));
    assertThat(tasks.endOf(TASK, START)).isEmpty();
  }

  @Test
  void endOf_aTaskThatIsStopping_isNone() {
    ecs.onDescribeTasks.add(
        () ->
            described(
                Task.builder()
                    .taskArn(TASK)
                    .desiredStatus("STOPPED")
                    .lastStatus("DEPROVISIONING")));
    assertThat(tasks.endOf(TASK, START)).isEmpty();
  }

  @Test
  void endOf_aStoppedTask_hasCodeReasonAndExitCode() {
    ecs.onDescribeTasks.add(
        () ->
            described(
                Task.builder()
                    .taskArn(TASK)
                    .lastStatus("STOPPED")
                    .stopCode(TaskStopCode.ESSENTIAL_CONTAINER_EXITED)
                    .stoppedReason("Essential container in task exited")
                    .pullStartedAt(Instant.parse("2026-11-24T05:00:00Z"))
                    .stoppedAt(Instant.parse("2026-11-24T05:00:42.5Z"))
                    .containers(
                        Container.builder()
                            .name("skopeo")
                            .exitCode(137)
                            .reason("OutOfMemoryError: container killed")
                            .build())));
    assertThat(tasks.endOf(TASK, START))
        .contains(
            new TaskEnd(
                TASK,
                "EssentialContainerExited",
                "Essential container in task exited: OutOfMemoryError: container killed",
                Optional.of(137),
                Duration.ofMillis(42_500)));
  }

  @Test
  void endOf_aTaskThatEcsDoesNotKnowYet_isNone() {
    ecs.onDescribeTasks.add(EcsTasksTest::missing);
    ecs.onDescribeTasks.add(EcsTasksTest::missing);
    assertThat(tasks.endOf(TASK, START)).isEmpty();
    now = START.plus(Duration.ofMinutes(60));
    assertThat(tasks.endOf(TASK, START)).isEmpty();
  }

  @Test
  void endOf_aTaskThatEcsForgot_saysSo() {
    now = START.plus(Duration.ofMinutes(61));
    ecs.onDescribeTasks.add(EcsTasksTest::missing);
    assertThat(tasks.endOf(TASK, START)).contains(TaskEnd.forgotten(TASK));
  }

  @Test
  void endOf_duringAnOutage_isNotTheEnd() {
    ecs.onDescribeTasks.add(failing(Answers.outage()));
    ecs.onDescribeTasks.add(() -> DescribeTasksResponse.builder().build());
    assertThatThrownBy(() -> tasks.endOf(TASK, START)).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> tasks.endOf(TASK, START)).isInstanceOf(TransientFailure.class);
  }

  @Test
  void running_onSeveralPages_areAllOfTheFamily() {
    ecs.onListTasks.add(
        () -> ListTasksResponse.builder().taskArns("a", "b").nextToken("t").build());
    ecs.onListTasks.add(() -> ListTasksResponse.builder().taskArns("c").build());
    assertThat(tasks.running()).containsExactly("a", "b", "c");
    assertThat(ecs.listed.get(1).nextToken()).isEqualTo("t");
    assertThat(ecs.listed).allMatch(request -> request.family().equals("stack-copy"));
  }

  @Test
  void running_whenAPageInTheMiddleFails_areNoneRatherThanSome() {
    ecs.onListTasks.add(
        () -> ListTasksResponse.builder().taskArns("a", "b").nextToken("t").build());
    ecs.onListTasks.add(failing(Answers.outage()));
    assertThatThrownBy(tasks::running).isInstanceOf(TransientFailure.class);
  }

  @Test
  void running_inAClusterThatWasDeleted_areNone() {
    ecs.onListTasks.add(failing(ClusterNotFoundException.builder().build()));
    assertThat(tasks.running()).isEmpty();
  }

  @Test
  void stop_tellsTheReasonAsFarAsEcsTakesIt() {
    tasks.stop(TASK, "because ".repeat(1000));
    assertThat(ecs.stopped.getFirst().task()).isEqualTo(TASK);
    assertThat(ecs.stopped.getFirst().reason()).startsWith("because").hasSize(1024);
  }

  @Test
  void stop_ofATaskThatEcsForgot_isDone() {
    ecs.onStopTask =
        request -> {
          throw InvalidParameterException.builder()
              .message("The referenced task was not found.")
              .build();
        };
    tasks.stop(TASK, "deleted");
    assertThat(ecs.stopped).hasSize(1);
  }

  @Test
  void stop_throttled_isTransient() {
    ecs.onStopTask =
        request -> {
          throw Answers.throttled();
        };
    assertThatThrownBy(() -> tasks.stop(TASK, "deleted")).isInstanceOf(TransientFailure.class);
  }

  private Answer start() {
    return tasks.start(ATTEMPT, 0, COPIES);
  }

  private static DescribeTasksResponse missing() {
    return DescribeTasksResponse.builder()
        .failures(Failure.builder().arn(TASK).reason("MISSING").build())
        .build();
  }

  private static RunTaskResponse started(String task) {
    return RunTaskResponse.builder().tasks(Task.builder().taskArn(task).build()).build();
  }

  private static RunTaskResponse refused(String reason) {
    return RunTaskResponse.builder().failures(Failure.builder().reason(reason).build()).build();
  }

  private static DescribeTasksResponse described(Task.Builder task) {
    return DescribeTasksResponse.builder().tasks(task.build()).build();
  }

  private static <T> Supplier<T> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }
}
