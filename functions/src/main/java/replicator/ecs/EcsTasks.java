package replicator.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import replicator.aws.AwsCall;
import replicator.copy.AttemptId;
import replicator.copy.TaskEnd;
import replicator.copy.Tasks;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.plan.Copy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** Copying tasks on Fargate. */
public final class EcsTasks implements Tasks {
  private static final String MISSING = "MISSING";
  private static final int LONGEST_STOP_REASON = 1024;

  /**
   * Reasons of a refusal that may be gone soon: <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html">API
   * failure reasons</a>.
   */
  private static final List<String> PASSING =
      List.of("resource:", "agent", "capacity", "limit", "unavailable", "try again");

  private final EcsClient client;
  private final TaskPlace place;

  public EcsTasks(EcsClient client, TaskPlace place) {
    this.client = client;
    this.place = place;
  }

  @Override
  public String start(AttemptId attempt, List<Copy> copies) {
    AwsCall call =
        AwsCall.of("ecs:RunTask", "cluster %s for batch %s".formatted(place.cluster(), attempt));
    RunTaskRequest request = request(attempt, copies);
    return call.make(() -> run(request, call));
  }

  private String run(RunTaskRequest request, AwsCall call) {
    try {
      RunTaskResponse response = client.runTask(request);
      return response.tasks().stream()
          .map(Task::taskArn)
          .findFirst()
          .orElseThrow(() -> refused(response.failures(), call));
    } catch (ConflictException e) {
      // The attempt has a task already, of a call that was not quite the same: the stack has been
      // updated in between. The attempt is what matters.
      return e.resourceIds().stream().findFirst().orElseThrow(() -> call.failure(e));
    }
  }

  private static RuntimeException refused(List<Failure> failures, AwsCall call) {
    if (failures.isEmpty()) {
      return new TransientFailure(
          "%s on %s started no task and told no reason".formatted(call.action(), call.resource()));
    }
    Failure failure = failures.getFirst();
    String reason =
        Stream.of(failure.reason(), failure.detail())
            .filter(text -> text != null && !text.isBlank())
            .reduce((first, second) -> first + ", " + second)
            .orElse("no reason given");
    String message =
        "%s on %s started no task: %s".formatted(call.action(), call.resource(), reason);
    String lower = reason.toLowerCase(Locale.ROOT);
    return PASSING.stream().anyMatch(lower::contains)
        ? new TransientFailure(message)
        : new PermanentFailure(message);
  }

  private RunTaskRequest request(AttemptId attempt, List<Copy> copies) {
    return RunTaskRequest.builder()
        .cluster(place.cluster())
        .taskDefinition(place.taskDefinition())
        .count(1)
        .launchType(LaunchType.FARGATE)
        .startedBy(attempt.toString())
        // 64 characters of ASCII 33 to 126 at most:
        // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
        .clientToken(attempt.toString())
        .networkConfiguration(
            network ->
                network.awsvpcConfiguration(
                    vpc ->
                        vpc.subnets(place.subnets())
                            .securityGroups(place.securityGroup())
                            .assignPublicIp(
                                place.publicIp()
                                    ? AssignPublicIp.ENABLED
                                    : AssignPublicIp.DISABLED)))
        .overrides(overrides -> overrides.containerOverrides(container(copies)))
        .build();
  }

  private ContainerOverride container(List<Copy> copies) {
    return ContainerOverride.builder()
        .name(TaskStateChange.CONTAINER)
        .environment(
            variable("COPIES", CopyList.write(copies)),
            variable("COPY_TIMEOUT", String.valueOf(place.copyTimeout().toSeconds())),
            variable("PARALLEL", String.valueOf(place.parallel())))
        .build();
  }

  private static KeyValuePair variable(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }

  @Override
  public Optional<TaskEnd> endOf(String taskArn) {
    AwsCall call = AwsCall.of("ecs:DescribeTasks", taskArn);
    DescribeTasksResponse response =
        call.make(
            () -> client.describeTasks(request -> request.cluster(place.cluster()).tasks(taskArn)));
    if (!response.tasks().isEmpty()) {
      return TaskStateChange.of(response.tasks().getFirst()).end();
    }
    if (response.failures().stream().anyMatch(failure -> MISSING.equals(failure.reason()))) {
      return Optional.of(TaskEnd.forgotten(taskArn));
    }
    throw new TransientFailure(
        "%s on %s answered no task: %s".formatted(call.action(), taskArn, response.failures()));
  }

  @Override
  public List<String> running() {
    List<String> running = new ArrayList<>();
    @Nullable String token = null;
    do {
      @Nullable String next = token;
      ListTasksResponse page =
          AwsCall.of("ecs:ListTasks", "cluster " + place.cluster()).make(() -> page(next));
      running.addAll(page.taskArns());
      token = page.nextToken();
    } while (token != null);
    return running;
  }

  private ListTasksResponse page(@Nullable String token) {
    try {
      return client.listTasks(
          request ->
              request
                  .cluster(place.cluster())
                  .family(place.family())
                  .desiredStatus(DesiredStatus.RUNNING)
                  .nextToken(token));
    } catch (ClusterNotFoundException e) {
      // It is the user's, who may have deleted it before the stack: no task is left in it.
      return ListTasksResponse.builder().build();
    }
  }

  @Override
  public void stop(String taskArn, String reason) {
    AwsCall call = AwsCall.of("ecs:StopTask", taskArn);
    call.make(() -> stopIfThere(taskArn, reason));
  }

  private boolean stopIfThere(String taskArn, String reason) {
    try {
      client.stopTask(
          request ->
              request
                  .cluster(place.cluster())
                  .task(taskArn)
                  .reason(reason.substring(0, Math.min(reason.length(), LONGEST_STOP_REASON))));
      return true;
    } catch (InvalidParameterException e) {
      // "The referenced task was not found.": it ended so long ago that ECS has forgotten it.
      if (String.valueOf(e.getMessage()).contains("not found")) {
        return false;
      }
      throw e;
    }
  }
}
