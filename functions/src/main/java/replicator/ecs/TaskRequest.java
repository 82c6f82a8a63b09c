package replicator.ecs;

import java.util.List;
import replicator.copy.AttemptId;
import replicator.copy.Copy;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/**
 * Asks ECS for the task of an attempt.
 *
 * @param refusals how often the attempt has been refused one
 * @param batchesInStep of the workflow, which may be copied at the same time, this one included
 */
record TaskRequest(
    TaskPlace place, TaskOptions options, AttemptId attempt, int refusals, int batchesInStep) {
  static final String SPOT = "FARGATE_SPOT";

  private static final CapacityProviderStrategyItem SPARE_CAPACITY =
      CapacityProviderStrategyItem.builder().capacityProvider(SPOT).weight(1).build();

  /**
   * How many attempts may run on spare capacity. A batch that was interrupted or has failed so
   * often gets a machine that stays: to begin once more would cost more than spare capacity saves.
   */
  private static final int SPOT_ATTEMPTS = 3;

  static boolean isOnSpot(RunTaskRequest request) {
    return request.hasCapacityProviderStrategy();
  }

  RunTaskRequest of(List<Copy> copies) {
    RunTaskRequest.Builder request =
        RunTaskRequest.builder()
            .cluster(place.cluster())
            .taskDefinition(place.taskDefinition())
            .count(1)
            .startedBy(attempt.toString())
            .clientToken(clientToken())
            .networkConfiguration(network())
            .overrides(overrides -> overrides.containerOverrides(container(copies)));
    // One or the other: with a strategy, a launch type is refused.
    return mayBeInterrupted()
        ? request.capacityProviderStrategy(SPARE_CAPACITY).build()
        : request.launchType(LaunchType.FARGATE).build();
  }

  /** ECS does not by itself start a task on demand where spare capacity is short. */
  private boolean mayBeInterrupted() {
    return options.spot() && refusals == 0 && attempt.attempt() <= SPOT_ATTEMPTS;
  }

  /**
   * The same token brings the same task, and perhaps the same refusal, for 24 hours. 64 characters
   * of ASCII 33 to 126 at most: <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html">idempotency</a>.
   */
  private String clientToken() {
    return refusals == 0 ? attempt.toString() : attempt + "/" + refusals;
  }

  private NetworkConfiguration network() {
    return NetworkConfiguration.builder()
        .awsvpcConfiguration(
            vpc ->
                vpc.subnets(place.subnets())
                    .securityGroups(place.securityGroup())
                    .assignPublicIp(
                        place.publicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED))
        .build();
  }

  private ContainerOverride container(List<Copy> copies) {
    return ContainerOverride.builder()
        .name(TaskStateChange.CONTAINER)
        .environment(
            variable("COPIES", CopyList.write(copies)),
            variable("COPY_TIMEOUT", String.valueOf(options.copyTimeout().toSeconds())),
            variable("PARALLEL", String.valueOf(options.parallel())),
            variable("PUT_PAUSE", String.valueOf(putPause())))
        .build();
  }

  /** In milliseconds: its share of what all tasks together may put. */
  private long putPause() {
    int sharers = Math.min(batchesInStep, options.maxConcurrency());
    return Math.clamp(options.putPause().multipliedBy(sharers).toMillis(), 1, 999_999);
  }

  private static KeyValuePair variable(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }
}
