package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Copy;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.run.RunId;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

class SpotTest {
  private static final RunId RUN = new RunId("20261124T050000000Z-3f9a1c22");
  private static final List<Copy> COPIES =
      List.of(copy("quay.io/app", "h.example/mirror/app", "1.0", 1));

  private final FakeEcs ecs = new FakeEcs();

  @Test
  void tasks_runOnDemandUnlessSpotIsAskedFor() {
    assertOnDemand(asked(false, 1, 0));
  }

  @Test
  void tasks_runOnSpareCapacity() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertOnSpot(asked(true, attempt, 0));
    }
  }

  @Test
  void task_ofABatchThatWasInterruptedThreeTimes_runsOnDemand() {
    assertOnDemand(asked(true, 4, 0));
    assertOnDemand(asked(true, 11, 0));
  }

  @Test
  void task_thatSpareCapacityWasShortFor_runsOnDemand() {
    assertOnDemand(asked(true, 1, 1));
  }

  @Test
  void cluster_withoutTheCapacityProvider_isNamedWithTheParameter() {
    refuse(
        "The specified capacity provider strategy cannot contain a capacity provider that is not"
            + " associated with the cluster. Associate the capacity provider with the cluster or"
            + " specify a valid capacity provider and try again.");
    assertThatThrownBy(() -> start(true, 1, 0))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContainingAll("useSpot", "copies", "FARGATE_SPOT");
  }

  @Test
  void anotherParameterThatIsWrong_isNotBlamedOnSpot() {
    refuse("The subnet ID 'subnet-a' does not exist");
    refuse("The subnet ID 'subnet-a' does not exist");
    for (boolean spot : List.of(true, false)) {
      assertThatThrownBy(() -> start(spot, 1, 0))
          .isInstanceOf(PermanentFailure.class)
          .isNotInstanceOf(InvalidParameter.class)
          .hasMessageContaining("subnet-a");
    }
  }

  private void refuse(String message) {
    ecs.onRunTask.add(
        () -> {
          throw InvalidParameterException.builder().message(message).build();
        });
  }

  private RunTaskRequest asked(boolean spot, int attempt, int refusals) {
    ecs.onRunTask.add(
        () -> RunTaskResponse.builder().tasks(Task.builder().taskArn("task").build()).build());
    start(spot, attempt, refusals);
    return ecs.started.getLast();
  }

  private void start(boolean spot, int attempt, int refusals) {
    TaskOptions options =
        new TaskOptions(spot, Duration.ofMinutes(60), 4, Duration.ofMillis(100), 10);
    new EcsTasks(ecs, TasksOnEcs.PLACE, () -> options, () -> Instant.EPOCH)
        .start(new AttemptId(RUN, 1, attempt), refusals, 1, COPIES);
  }

  private static void assertOnSpot(RunTaskRequest request) {
    assertThat(request.capacityProviderStrategy())
        .extracting(CapacityProviderStrategyItem::capacityProvider)
        .containsExactly("FARGATE_SPOT");
    assertThat(request.launchType()).isNull();
  }

  private static void assertOnDemand(RunTaskRequest request) {
    assertThat(request.hasCapacityProviderStrategy()).isFalse();
    assertThat(request.launchType()).isEqualTo(LaunchType.FARGATE);
  }
}
