package replicator.copy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import replicator.failure.TransientFailure;

/** Tasks that run until a test ends them; the ARN of each is named after its attempt. */
public final class InMemoryTasks implements Tasks {
  /**
   * @param end absent while it runs
   */
  public record Task(AttemptId attempt, List<Copy> copies, Optional<TaskEnd> end) {
    public String arn() {
      return arnOf(attempt);
    }
  }

  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final List<String> stopped = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final Queue<String> refused = new ArrayDeque<>();

  public static String arnOf(AttemptId attempt) {
    return "arn:aws:ecs:::task/" + attempt;
  }

  @Override
  public synchronized Answer start(
      AttemptId attempt, int refusals, int batchesInStep, List<Copy> copies) {
    asked.add(attempt + "/" + refusals);
    String refusal = refused.poll();
    if (refusal != null) {
      return new Answer.Refused(refusal);
    }
    Task task = new Task(attempt, List.copyOf(copies), Optional.empty());
    Task present = tasks.putIfAbsent(task.arn(), task);
    if (present != null && !present.copies().equals(copies)) {
      throw new TransientFailure("ConflictException: another request of the same client token");
    }
    return new Answer.Started(task.arn());
  }

  /** Without what is tested of refusals. */
  public synchronized String start(AttemptId attempt, List<Copy> copies) {
    start(attempt, 0, 1, copies);
    return arnOf(attempt);
  }

  @Override
  public synchronized Optional<TaskEnd> endOf(String taskArn, Instant since) {
    Task task = tasks.get(taskArn);
    return task == null ? Optional.of(TaskEnd.forgotten(taskArn)) : task.end();
  }

  @Override
  public synchronized List<String> running() {
    return tasks.values().stream().filter(task -> task.end().isEmpty()).map(Task::arn).toList();
  }

  @Override
  public synchronized void stop(String taskArn, String reason) {
    stopped.add(taskArn);
    end(taskArn, "UserInitiated", reason, 143);
  }

  /** Lets a task end; one that has ended stays as it is. */
  public synchronized TaskEnd end(String taskArn, String stopCode, String reason, int exitCode) {
    TaskEnd end = new TaskEnd(taskArn, stopCode, reason, Optional.of(exitCode));
    tasks.computeIfPresent(
        taskArn,
        (arn, task) ->
            task.end().isPresent()
                ? task
                : new Task(task.attempt(), task.copies(), Optional.of(end)));
    return Optional.ofNullable(tasks.get(taskArn)).flatMap(Task::end).orElse(end);
  }

  /** There is no capacity for the next that is asked for. */
  public synchronized void refuse(String reason) {
    refused.add(reason);
  }

  /** Each wish for a task: its attempt and the number of refusals. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** ECS no longer knows it. */
  public synchronized void forget(String taskArn) {
    tasks.remove(taskArn);
  }

  /** Every task that was started, in order. */
  public synchronized List<Task> started() {
    return List.copyOf(tasks.values());
  }

  /** Those that somebody stopped. */
  public synchronized List<String> stopped() {
    return List.copyOf(stopped);
  }
}
