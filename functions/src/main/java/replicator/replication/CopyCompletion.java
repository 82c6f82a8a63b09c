package replicator.replication;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.Copy;
import replicator.copy.CopyFailure;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.copy.TaskEnd;
import replicator.copy.TaskLog;
import replicator.copy.TaskReport;
import replicator.copy.TaskTokens;
import replicator.copy.Tasks;
import replicator.copy.Verdict;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.run.RunId;

/**
 * Settles what has become of a batch's images and answers the workflow's state that waits.
 *
 * <p>The destination is believed and nobody else: what it has under the planned digest has
 * succeeded, whatever the task's exit code was. Only of what it had before the run the task is
 * believed, too. Every step may be repeated, also at the same time.
 */
public final class CopyCompletion {
  private static final Logger LOG = Logger.getLogger(CopyCompletion.class.getName());

  private final BatchRecords batches;
  private final ImageStatuses statuses;
  private final Supplier<DestinationRegistry> destination;
  private final Tasks tasks;
  private final TaskLog log;
  private final TaskTokens tokens;

  /**
   * @param destination asked for when it is looked at: tasks are stopped and batches closed even
   *     where the parameters no longer open it
   */
  public CopyCompletion(
      BatchRecords batches,
      ImageStatuses statuses,
      Supplier<DestinationRegistry> destination,
      Tasks tasks,
      TaskLog log,
      TaskTokens tokens) {
    this.batches = batches;
    this.statuses = statuses;
    this.destination = destination;
    this.tasks = tasks;
    this.log = log;
    this.tokens = tokens;
  }

  /**
   * When the task of an attempt has ended. An unknown attempt changes nothing, nor does a task that
   * is not the attempt's; one that is over is only billed, and answered if it was not yet.
   */
  public void complete(AttemptId id, TaskEnd end) {
    Optional<BatchRecord> batch = batches.find(id.run(), id.batch());
    Optional<Attempt> attempt =
        batch
            .flatMap(BatchRecord::attempt)
            .filter(last -> last.id().equals(id))
            .filter(last -> last.taskArn().orElse(end.taskArn()).equals(end.taskArn()));
    if (attempt.isEmpty()) {
      return;
    }
    if (!end.isNone()) {
      batches.addTaskTime(id, end.billed());
    }
    if (attempt.get().isOpen()) {
      Verdict verdict = settle(batch.get(), id, end);
      batches.close(id, verdict).ifPresent(this::answer);
    } else if (!attempt.get().answered()) {
      answer(attempt.get());
    }
  }

  /** When the workflow gives up a batch: what has not arrived is FAILED. */
  public void giveUp(RunId run, int number, String cause) {
    stopTask(run, number, cause);
    giveUpImages(run, number, cause);
  }

  /** The first half of giving up, for which the destination need not answer. */
  void stopTask(RunId run, int number, String cause) {
    // A later run may have planned the images anew: then none is open, but the task may run.
    batches
        .find(run, number)
        .filter(batch -> batch.openAttempt().isPresent() || !statuses.open(batch).isEmpty())
        .flatMap(BatchRecord::attempt)
        .ifPresent(attempt -> abandon(attempt, cause));
  }

  /** The second half. */
  void giveUpImages(RunId run, int number, String cause) {
    batches.find(run, number).ifPresent(batch -> giveUpImages(batch, cause));
    // Opened by a call that had read the images before they were written.
    batches
        .find(run, number)
        .flatMap(BatchRecord::openAttempt)
        .ifPresent(attempt -> abandon(attempt, cause));
  }

  private void giveUpImages(BatchRecord batch, String cause) {
    Map<Copy, String> reasons =
        statuses.open(batch).stream()
            .collect(
                toMap(
                    ImageStatus::copy,
                    status -> status.endedFor().orElse(cause),
                    (one, twice) -> one));
    Map<Copy, Arrival> arrivals = Arrival.of(destination, List.copyOf(reasons.keySet()));
    TaskReport report =
        arrivals.containsValue(new Arrival.Unproven())
            ? batch.attempt().flatMap(Attempt::taskArn).map(this::report).orElse(TaskReport.NONE)
            : TaskReport.NONE;
    Settlement settlement =
        Settlement.of(
            arrivals,
            report::hasCopied,
            copy -> Optional.ofNullable(reasons.get(copy)),
            said -> new CopyFailure(said.orElse(cause), true));
    statuses.markSucceeded(batch.run(), settlement.arrived());
    statuses.giveUp(batch.run(), settlement.reasons(true));
  }

  /**
   * Closed first, or the end of the task would tell another reason than the one it is stopped for.
   */
  private void abandon(Attempt attempt, String cause) {
    // Its task may have been written down since the attempt was read.
    Attempt closed = batches.close(attempt.id(), new Verdict.Done()).orElse(attempt);
    closed.taskArn().ifPresent(task -> stop(task, cause));
  }

  /**
   * Stops a task, or logs that it may not be stopped, as when the parameters name another cluster
   * now: that must not keep anything else from being settled.
   */
  void stop(String task, String cause) {
    try {
      tasks.stop(task, cause);
    } catch (PermanentFailure e) {
      LOG.warning("the task %s keeps running: %s".formatted(task, e.getMessage()));
    }
  }

  private Verdict settle(BatchRecord batch, AttemptId id, TaskEnd end) {
    List<Copy> open = statuses.open(batch).stream().map(ImageStatus::copy).toList();
    Map<Copy, Arrival> arrivals = Arrival.of(destination, open);
    boolean allArrived = arrivals.values().stream().allMatch(Arrival.Arrived.class::isInstance);
    TaskReport report = allArrived ? TaskReport.NONE : report(end.taskArn());
    Settlement settlement =
        Settlement.of(
            arrivals,
            copy -> report.hasCopied(copy) || end.hasSucceeded(),
            report::reason,
            said -> CopyFailure.of(said, report.complaint(), end));
    Map<Copy, String> retried = settlement.reasons(false);
    statuses.markSucceeded(id.run(), settlement.arrived());
    statuses.markFailed(id, settlement.reasons(true));
    statuses.markPending(id, retried);
    if (retried.isEmpty()) {
      return new Verdict.Done();
    }
    return end.wasInterrupted()
        ? new Verdict.Interrupted(summary(retried))
        : new Verdict.Retry(summary(retried));
  }

  private TaskReport report(String task) {
    return TaskReport.of(log.linesOf(task));
  }

  private static String summary(Map<Copy, String> reasons) {
    Map.Entry<Copy, String> one = reasons.entrySet().iterator().next();
    String more = reasons.size() == 1 ? "" : ", and %d more".formatted(reasons.size() - 1);
    return "%s has not arrived: %s%s".formatted(one.getKey().image(), one.getValue(), more);
  }

  private void answer(Attempt attempt) {
    tokens.answer(attempt.token(), attempt.verdict().orElseThrow());
    batches.markAnswered(attempt.id());
  }
}
