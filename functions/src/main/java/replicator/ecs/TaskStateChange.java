package replicator.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import replicator.copy.AttemptId;
import replicator.copy.TaskEnd;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * What ECS reports about a task, when asked or in an event: <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html">task
 * state change events</a>.
 *
 * @param attempt that started the task; empty if it is not one of ours
 * @param end how it ended; empty while it has not
 */
public record TaskStateChange(String taskArn, Optional<AttemptId> attempt, Optional<TaskEnd> end) {
  static final String CONTAINER = "skopeo";

  /**
   * Last statuses: <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html">the
   * life of a task</a>.
   */
  static final Set<String> ENDED = Set.of("STOPPED", "DELETED");

  /**
   * @param detail of the event
   */
  public static TaskStateChange of(JsonNode detail) {
    JsonNode container =
        StreamSupport.stream(detail.path("containers").spliterator(), false)
            .filter(each -> each.path("name").asText("").equals(CONTAINER))
            .findFirst()
            .orElse(MissingNode.getInstance());
    JsonNode exitCode = container.path("exitCode");
    return of(
        detail.path("taskArn").asText(""),
        detail.path("startedBy").asText(""),
        ENDED.contains(detail.path("lastStatus").asText("")),
        detail.path("stopCode").asText(""),
        reason(detail.path("stoppedReason").asText(""), container.path("reason").asText("")),
        exitCode.isInt() ? Optional.of(exitCode.intValue()) : Optional.empty(),
        ran(time(detail.path("pullStartedAt")), time(detail.path("stoppedAt"))));
  }

  static TaskStateChange of(Task task) {
    Optional<Container> container =
        task.containers().stream().filter(each -> CONTAINER.equals(each.name())).findFirst();
    return of(
        task.taskArn(),
        text(task.startedBy()),
        ENDED.contains(text(task.lastStatus())),
        text(task.stopCodeAsString()),
        reason(text(task.stoppedReason()), container.map(Container::reason).orElse("")),
        container.map(Container::exitCode),
        ran(Optional.ofNullable(task.pullStartedAt()), Optional.ofNullable(task.stoppedAt())));
  }

  private static TaskStateChange of(
      String taskArn,
      String startedBy,
      boolean ended,
      String stopCode,
      String reason,
      Optional<Integer> exitCode,
      Duration ran) {
    return new TaskStateChange(
        taskArn,
        AttemptId.parse(startedBy),
        ended
            ? Optional.of(new TaskEnd(taskArn, stopCode, reason, exitCode, ran))
            : Optional.empty());
  }

  /** Nothing is billed before the pull of the image. */
  private static Duration ran(Optional<Instant> pull, Optional<Instant> end) {
    return pull.flatMap(from -> end.map(to -> Duration.between(from, to)))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /** A time that cannot be read makes the cost unknown; it must not hide the end of the task. */
  private static Optional<Instant> time(JsonNode text) {
    try {
      return text.isTextual() ? Optional.of(Instant.parse(text.asText())) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The container's reason often repeats the task's. */
  private static String reason(String ofTask, String ofContainer) {
    return Stream.of(ofTask, ofTask.contains(ofContainer) ? "" : ofContainer)
        .filter(reason -> !reason.isEmpty())
        .reduce((first, second) -> first + ": " + second)
        .orElse("");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
