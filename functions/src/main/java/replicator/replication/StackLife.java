package replicator.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import replicator.concurrent.Time;
import replicator.copy.Tasks;
import replicator.failure.TransientFailure;
import replicator.run.Executions;

/** What happens when the stack is made, changed or deleted. */
public final class StackLife {
  private static final String DELETED = "the stack is being deleted";

  /** Between two looks at what still runs. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A task may appear so long after its run was stopped: its start was on the way. */
  private static final Duration LATE = Duration.ofSeconds(15);

  private final Executions executions;
  private final Tasks tasks;
  private final Time time;

  public StackLife(Executions executions, Tasks tasks, Time time) {
    this.executions = executions;
    this.tasks = tasks;
    this.time = time;
  }

  /**
   * Starts a run; it waits for a run in progress, which may have read the parameters before the
   * change.
   *
   * @param request names the change: the same one starts no second run
   */
  public void changed(String request) {
    executions.start(
        "deployment-" + request, "{\"startedBy\": \"deployment\", \"whenBusy\": \"WAIT\"}");
  }

  /**
   * Stops what runs, and returns when nothing has run for a while: at once if nothing ran.
   *
   * @throws TransientFailure if something still runs after that time
   */
  public void deleted(Duration patience) {
    Instant deadline = time.instant().plus(patience);
    Instant quiet = time.instant();
    while (true) {
      List<String> runs = executions.running();
      List<String> copies = tasks.running();
      boolean idle = runs.isEmpty() && copies.isEmpty();
      if (idle && !time.instant().isBefore(quiet)) {
        return;
      }
      if (!idle) {
        quiet = time.instant().plus(LATE);
      }
      if (!idle && time.instant().isAfter(deadline)) {
        throw new TransientFailure(
            "something is still running (runs: %d, tasks: %d); delete the stack again"
                .formatted(runs.size(), copies.size()));
      }
      runs.forEach(run -> executions.stop(run, DELETED));
      copies.forEach(task -> tasks.stop(task, DELETED));
      time.sleep(PAUSE, DELETED);
    }
  }
}
