package replicator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replicator.aws.AwsCall;
import replicator.copy.AttemptId;
import replicator.copy.Copy;
import replicator.copy.TaskEnd;
import replicator.copy.Tasks;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.text.Excerpt;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** Copying tasks on Fargate. */
public final class EcsTasks implements Tasks {
  private static final String MISSING = "MISSING";

  /**
   * A task whose reason ECS refused would run on. The documentation names no limit today, and named
   * this one before: <a
   * href="https://docs.aws.amazon.com/sdk-for-ruby/v2/api/Aws/ECS/Types/StopTaskRequest.html">StopTask</a>.
   */
  private static final int LONGEST_STOP_REASON = 255;

  /**
   * A task that has stopped can be described for so long at least, and one that has just been
   * started perhaps not yet: <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html">DescribeTasks</a>,
   * <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html">RunTask</a>
   * on eventual consistency. So what is missing in the first hour is not forgotten.
   */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /**
   * Reasons of a refusal that may soon be gone: <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html">API
   * failure reasons</a>.
   */
  private static final List<String> PASSING =
      List.of("resource:", "agent", "capacity", "limit", "unavailable", "try again");

  /** Reasons that ECS passes on from EC2, which it asks about subnets and security groups. */
  private static final List<String> TROUBLE_OF_EC2 =
      List.of("requestlimitexceeded", "throttling", "rate exceeded", "internalerror", "timed out");

  private final EcsClient client;
  private final TaskPlace place;
  private final Supplier<TaskOptions> options;
  private final InstantSource clock;

  /**
   * @param options asked for only when a task is started: tasks can be stopped even if the stack's
   *     parameters are invalid
   */
  public EcsTasks(
      EcsClient client, TaskPlace place, Supplier<TaskOptions> options, InstantSource clock) {
    this.client = client;
    this.place = place;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Answer start(AttemptId attempt, int refusals, int batchesInStep, List<Copy> copies) {
    AwsCall call =
        AwsCall.of("ecs:RunTask", "cluster %s for batch %s".formatted(place.cluster(), attempt));
    RunTaskRequest request =
        new TaskRequest(place, options.get(), attempt, refusals, batchesInStep).of(copies);
    return call.make(() -> run(request, call));
  }

  private Answer run(RunTaskRequest request, AwsCall call) {
    try {
      RunTaskResponse response = client.runTask(request);
      return response.tasks().stream()
          .map(Task::taskArn)
          .findFirst()
          .<Answer>map(Answer.Started::new)
          .orElseGet(() -> refused(response.failures(), call));
    } catch (ConflictException e) {
      // The attempt has a task already, started by a call that was not quite the same, because the
      // stack has been updated in between. The attempt is what matters.
      return e.resourceIds().stream()
          .findFirst()
          .<Answer>map(Answer.Started::new)
          .orElseThrow(() -> call.failure(e));
    } catch (ClusterNotFoundException e) {
      throw new InvalidParameter(
          "ecsClusterName",
          place.cluster(),
          "the name of an ACTIVE cluster of this account and region");
    } catch (InvalidParameterException e) {
      if (isOne(TROUBLE_OF_EC2, said(e))) {
        return new Answer.Refused(noTask(call, said(e)));
      }
      throw TaskRequest.isOnSpot(request) && said(e).contains("capacity provider")
          ? new InvalidParameter(
              "useSpot",
              "ENABLED",
              "DISABLED, as long as cluster %s is not associated with the capacity provider %s"
                  .formatted(place.cluster(), TaskRequest.SPOT))
          : call.failure(e);
    }
  }

  private static Answer refused(List<Failure> failures, AwsCall call) {
    if (failures.isEmpty()) {
      throw new TransientFailure(
          "%s on %s started no task and told no reason".formatted(call.action(), call.resource()));
    }
    Failure failure = failures.getFirst();
    String reason =
        Stream.of(failure.reason(), failure.detail())
            .filter(text -> text != null && !text.isBlank())
            .reduce((first, second) -> first + ", " + second)
            .orElse("no reason given");
    if (isOne(PASSING, reason) || isOne(TROUBLE_OF_EC2, reason)) {
      return new Answer.Refused(noTask(call, reason));
    }
    throw new PermanentFailure(noTask(call, reason));
  }

  private static String noTask(AwsCall call, String reason) {
    return "%s on %s started no task: %s".formatted(call.action(), call.resource(), reason);
  }

  private static boolean isOne(List<String> some, String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    return some.stream().anyMatch(lower::contains);
  }

  private static String said(InvalidParameterException error) {
    return String.valueOf(error.getMessage());
  }

  @Override
  public Optional<TaskEnd> endOf(String taskArn, Instant since) {
    AwsCall call = AwsCall.of("ecs:DescribeTasks", taskArn);
    DescribeTasksResponse response =
        call.make(
            () -> client.describeTasks(request -> request.cluster(place.cluster()).tasks(taskArn)));
    if (!response.tasks().isEmpty()) {
      return TaskStateChange.of(response.tasks().getFirst()).end();
    }
    if (response.failures().stream().anyMatch(failure -> MISSING.equals(failure.reason()))) {
      boolean mayBeForgotten = clock.instant().isAfter(since.plus(REMEMBERED));
      return mayBeForgotten ? Optional.of(TaskEnd.forgotten(taskArn)) : Optional.empty();
    }
    throw new TransientFailure(
        "%s on %s answered no task: %s".formatted(call.action(), taskArn, response.failures()));
  }

  @Override
  public List<String> running() {
    return new OpenTasks(client, place).list();
  }

  @Override
  public void stop(String taskArn, String reason) {
    AwsCall call = AwsCall.of("ecs:StopTask", taskArn);
    call.run(() -> stopIfThere(taskArn, reason));
  }

  private void stopIfThere(String taskArn, String reason) {
    try {
      client.stopTask(
          request ->
              request
                  .cluster(place.cluster())
                  .task(taskArn)
                  .reason(Excerpt.cut(reason, LONGEST_STOP_REASON)));
    } catch (InvalidParameterException e) {
      // "The referenced task was not found.": it ended so long ago that ECS has forgotten it.
      if (!said(e).contains("not found")) {
        throw e;
      }
    }
  }
}
