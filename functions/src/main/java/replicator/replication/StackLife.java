package replicator.replication;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import replicator.copy.Tasks;
import replicator.failure.TransientFailure;
import replicator.run.Executions;

/** What happens when the stack is made, changed or deleted. */
public final class StackLife {
  private static final String DELETED = "the stack is being deleted";

  private final Executions executions;
  private final Tasks tasks;
  private final InstantSource clock;
  private final Duration pause;

  public StackLife(Executions executions, Tasks tasks, InstantSource clock) {
    this(executions, tasks, clock, Duration.ofSeconds(2));
  }

  /**
   * @param pause between two looks at what still runs
   */
  StackLife(Executions executions, Tasks tasks, InstantSource clock, Duration pause) {
    this.executions = executions;
    this.tasks = tasks;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Starts a run; it waits for one that goes on, which may have seen the parameters before.
   *
   * @param request names the change: the same one starts no second run
   */
  public void changed(String request) {
    executions.start(
        "deployment-" + request, "{\"startedBy\": \"deployment\", \"whenBusy\": \"WAIT\"}");
  }

  /**
   * Stops what runs, and returns when nothing does.
   *
   * @throws TransientFailure if something still runs after that time
   */
  public void deleted(Duration patience) {
    Instant deadline = clock.instant().plus(patience);
    while (true) {
      List<String> runs = executions.running();
      List<String> copies = tasks.running();
      if (runs.isEmpty() && copies.isEmpty()) {
        return;
      }
      if (clock.instant().isAfter(deadline)) {
        throw new TransientFailure(
            "what runs does not stop (runs: %d, tasks: %d): delete the stack again"
                .formatted(runs.size(), copies.size()));
      }
      runs.forEach(run -> executions.stop(run, DELETED));
      copies.forEach(task -> tasks.stop(task, DELETED));
      rest();
    }
  }

  private void rest() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while the stack is being deleted", e);
    }
  }
}
