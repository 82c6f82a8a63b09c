package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.copy.AttemptId;
import replicator.copy.TaskEnd;
import replicator.run.RunId;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The events are laid out as in <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html">task
 * state change events</a>.
 */
class TaskStateChangeTest {
  private static final String TASK =
      "arn:aws:ecs:eu-west-1:111122223333:task/copies/3c8fbe1b9e3f4a0a8a4d0c7c5d1e2f30";
  private static final AttemptId ATTEMPT =
      new AttemptId(new RunId("20261124T050000000Z-3f9a1c22"), 12, 2);

  @Test
  void event_ofATaskThatCopied_hasAttemptAndEnd() {
    assertThat(event("copied"))
        .isEqualTo(
            new TaskStateChange(
                TASK,
                Optional.of(ATTEMPT),
                Optional.of(
                    new TaskEnd(
                        TASK,
                        "EssentialContainerExited",
                        "Essential container in task exited",
                        Optional.of(0),
                        Duration.ofMillis(135_101)))));
  }

  @Test
  void event_ofATaskThatNeverStarted_hasNoExitCodeAndItsReasonOnce() {
    assertThat(event("failed-to-start").end())
        .contains(
            new TaskEnd(
                TASK,
                "TaskFailedToStart",
                "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed"
                    + " to resolve ref",
                Optional.empty()));
  }

  @Test
  void event_ofAKilledContainer_hasItsReasonToo() {
    assertThat(event("out-of-memory").end().orElseThrow().reason())
        .isEqualTo(
            "Essential container in task exited: OutOfMemoryError: Container killed due to memory"
                + " usage");
  }

  @Test
  void event_whoseTimesCannotBeRead_isTheEndAllTheSame() {
    JsonNode stopped =
        JsonNodeFactory.instance
            .objectNode()
            .put("taskArn", TASK)
            .put("lastStatus", "STOPPED")
            .put("pullStartedAt", "yesterday")
            .put("stoppedAt", "2026-11-24 05:03:09+00:00");

    assertThat(TaskStateChange.of(stopped).end())
        .hasValueSatisfying(end -> assertThat(end.billed()).isZero());
  }

  @Test
  void event_ofATaskThatRuns_hasNoEnd() {
    assertThat(event("running").end()).isEmpty();
    assertThat(event("running").attempt()).contains(ATTEMPT);
  }

  @Test
  void event_ofSomebodyElsesTask_hasNoAttempt() {
    TaskStateChange change = event("of-a-service");
    assertThat(change.attempt()).isEmpty();
    assertThat(change.end().orElseThrow().exitCode()).isEmpty();
  }

  @Test
  void event_withoutAnything_isNobodysAndNoEnd() {
    assertThat(TaskStateChange.of(JsonNodeFactory.instance.objectNode()))
        .isEqualTo(new TaskStateChange("", Optional.empty(), Optional.empty()));
  }

  @Test
  void description_andEvent_readTheSame() {
    Task task =
        Task.builder()
            .taskArn(TASK)
            .startedBy(ATTEMPT.toString())
            .lastStatus("STOPPED")
            .stopCode("EssentialContainerExited")
            .stoppedReason("Essential container in task exited")
            .pullStartedAt(Instant.parse("2026-11-24T05:00:54Z"))
            .stoppedAt(Instant.parse("2026-11-24T05:03:09.101Z"))
            .containers(Container.builder().name("skopeo").exitCode(0).build())
            .build();
    assertThat(TaskStateChange.of(task)).isEqualTo(event("copied"));
  }

  @ParameterizedTest
  @CsvSource({"RUNNING, false", "DEPROVISIONING, false", "STOPPED, true", "DELETED, true"})
  void description_ofATask_hasAnEndByItsLastStatus(String lastStatus, boolean ended) {
    Task task = Task.builder().taskArn(TASK).lastStatus(lastStatus).build();
    assertThat(TaskStateChange.of(task).end().isPresent()).isEqualTo(ended);
  }

  @Test
  void description_withoutAnything_isNobodysAndNoEnd() {
    assertThat(TaskStateChange.of(Task.builder().taskArn(TASK).build()))
        .isEqualTo(new TaskStateChange(TASK, Optional.empty(), Optional.empty()));
  }

  private static TaskStateChange event(String name) {
    try (InputStream file = TaskStateChangeTest.class.getResourceAsStream(name + ".json")) {
      return TaskStateChange.of(new ObjectMapper().readTree(file).path("detail"));
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
