package replicator.replication;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.Copy;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.copy.TaskEnd;
import replicator.copy.TaskRefused;
import replicator.copy.Tasks;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.run.RunId;

/**
 * Starts the task of a batch, or adopts the one that is there.
 *
 * <p>It may be entered again at any time, with a new token: after a failure, after a time limit,
 * twice at once. An attempt is written down before its task is started, and the task is asked for
 * under the attempt's name, so there is one task for each attempt. Where ECS has refused a task it
 * is asked for under another name, for ECS may answer the same question the same way for a day.
 */
public final class CopyLaunch {
  /**
   * What the workflow grants a batch.
   *
   * @param giveUpAt when its time is over
   * @param batchesInStep of the workflow, which may be copied at the same time, this one included
   */
  public record Terms(Instant giveUpAt, int batchesInStep) {}

  private final BatchRecords batches;
  private final ImageStatuses statuses;
  private final Tasks tasks;
  private final CopyCompletion completion;
  private final InstantSource clock;

  public CopyLaunch(
      BatchRecords batches,
      ImageStatuses statuses,
      Tasks tasks,
      CopyCompletion completion,
      InstantSource clock) {
    this.batches = batches;
    this.statuses = statuses;
    this.tasks = tasks;
    this.completion = completion;
    this.clock = clock;
  }

  /**
   * Returns when a task runs whose end will answer the token, or when the token is answered.
   *
   * @param token of the workflow's state that waits
   * @throws TaskRefused if ECS has no task to give now
   */
  public void launch(RunId run, int number, Terms terms, String token) {
    if (!clock.instant().isBefore(terms.giveUpAt())) {
      throw new PermanentFailure(
          "not copied in the %d hours that a batch has: registry logins are good for little longer; another run copies the rest"
              .formatted(BatchPreparation.LONGEST.toHours()));
    }
    BatchRecord batch = batches.get(run, number);
    Optional<Attempt> running = batch.openAttempt();
    if (running.isPresent()) {
      adopt(batch, running.get(), terms, token);
      return;
    }
    AttemptId attempt = batch.nextAttempt();
    if (!batches.open(attempt, token)) {
      throw new TransientFailure("attempt %s is being opened by another call".formatted(attempt));
    }
    start(batch, attempt, 0, terms);
  }

  private void adopt(BatchRecord batch, Attempt attempt, Terms terms, String token) {
    if (!batches.adopt(attempt.id(), token)) {
      throw new TransientFailure("attempt %s has just been closed".formatted(attempt.id()));
    }
    if (attempt.taskArn().isPresent()) {
      Optional<TaskEnd> end = tasks.endOf(attempt.taskArn().get(), attempt.launch().openedAt());
      end.ifPresent(stopped -> completion.complete(attempt.id(), stopped));
      return;
    }
    // The call before this one ended between two lines: the same task, if there is one already.
    start(batch, attempt.id(), attempt.launch().refusals(), terms);
  }

  /**
   * The images are read when the attempt is written, and whoever gives the batch up reads the
   * attempts when the images are written: one of both sees the other.
   */
  private void start(BatchRecord batch, AttemptId attempt, int refusals, Terms terms) {
    List<Copy> copies = statuses.open(batch).stream().map(ImageStatus::copy).toList();
    if (copies.isEmpty()) {
      completion.complete(attempt, TaskEnd.none());
      return;
    }
    statuses.markCopying(attempt, copies);
    switch (tasks.start(attempt, refusals, terms.batchesInStep(), copies)) {
      case Tasks.Answer.Started started -> keep(attempt, started.taskArn());
      case Tasks.Answer.Refused refused -> {
        batches.recordRefusals(attempt, refusals + 1);
        throw new TaskRefused(refused.reason());
      }
    }
  }

  /**
   * The attempt may have ended meanwhile, by this task or because its run was stopped; or a slower
   * call that was refused before has got a task as well. Nobody waits for such a task.
   */
  private void keep(AttemptId attempt, String task) {
    if (!batches.recordTask(attempt, task)) {
      completion.stop(
          task, "nobody waits for it: attempt %s is over, or has another task".formatted(attempt));
    }
  }
}
