package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.copy.TaskEnd;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

class EcsTasksTest extends TasksOnEcs {

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
    ecs.onListTasks.add(() -> listed("c"));
    ecs.onListTasks.add(() -> listed());
    assertThat(tasks.running()).containsExactly("a", "b", "c");
    assertThat(ecs.listed.get(1).nextToken()).isEqualTo("t");
    assertThat(ecs.listed).allMatch(request -> request.family().equals("stack-copy"));
  }

  @Test
  void running_includeATaskUntilItHasStopped() {
    ecs.onListTasks.add(() -> listed("runs", "stopped-meanwhile"));
    ecs.onListTasks.add(
        () -> listed("stopped-meanwhile", "stopping", "ended", "gone", "forgotten"));
    ecs.onDescribeTasks.add(
        () ->
            DescribeTasksResponse.builder()
                .tasks(
                    task("stopped-meanwhile", "DEACTIVATING"),
                    task("stopping", "STOPPING"),
                    task("ended", "STOPPED"),
                    task("gone", "DELETED"))
                .failures(Failure.builder().arn("forgotten").reason("MISSING").build())
                .build());
    assertThat(tasks.running()).containsExactly("runs", "stopped-meanwhile", "stopping");
    assertThat(ecs.listed)
        .map(ListTasksRequest::desiredStatus)
        .containsExactly(DesiredStatus.RUNNING, DesiredStatus.STOPPED);
  }

  @Test
  void running_afterAnHourOfManyTasks_describeAHundredAtOnce() {
    String[] ended = IntStream.range(0, 250).mapToObj(Integer::toString).toArray(String[]::new);
    ecs.onListTasks.add(() -> listed());
    ecs.onListTasks.add(() -> listed(ended));
    for (int piece = 0; piece < 3; piece++) {
      ecs.onDescribeTasks.add(() -> described(task("ended", "STOPPED").toBuilder()));
    }
    assertThat(tasks.running()).isEmpty();
    assertThat(ecs.described).map(request -> request.tasks().size()).containsExactly(100, 100, 50);
  }

  private static ListTasksResponse listed(String... arns) {
    return ListTasksResponse.builder().taskArns(arns).build();
  }

  private static Task task(String arn, String status) {
    return Task.builder().taskArn(arn).lastStatus(status).build();
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
    assertThat(ecs.stopped.getFirst().reason()).startsWith("because").hasSize(255);
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

  private static DescribeTasksResponse missing() {
    return DescribeTasksResponse.builder()
        .failures(Failure.builder().arn(TASK).reason("MISSING").build())
        .build();
  }

  private static DescribeTasksResponse described(Task.Builder task) {
    return DescribeTasksResponse.builder().tasks(task.build()).build();
  }
}
