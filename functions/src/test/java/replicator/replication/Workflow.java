package replicator.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import replicator.copy.Copy;
import replicator.copy.InMemoryTasks.Task;
import replicator.copy.TaskEnd;
import replicator.copy.Verdict;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration.Begun;
import replicator.run.Run;
import replicator.run.RunId;

/**
 * Calls the functions as the workflow of template.yaml and the rule for stopped tasks do, and again
 * where those would.
 */
final class Workflow {
  /** What comes after the death of a function. */
  enum AfterDeath {
    /** It is tried again, and an event that it was called with comes again. */
    AGAIN,
    /** It is tried again, but an event is lost. */
    EVENT_LOST,
    /** A person stops the execution. */
    STOPPED
  }

  private static final int ATTEMPTS = 4;

  private final World world;
  private final AfterDeath then;
  private final String execution;
  private final Instant startedAt;
  private int tokens;

  Workflow(World world, AfterDeath then) {
    this(world, then, World.EXECUTION, World.START);
  }

  Workflow(World world, AfterDeath then, String execution, Instant startedAt) {
    this.world = world;
    this.then = then;
    this.execution = execution;
    this.startedAt = startedAt;
  }

  RunId id() {
    return RunId.of(execution, startedAt);
  }

  /** The whole run. */
  Run run() {
    world.executions.start(execution, "{}");
    Optional<Progress> progress = Optional.of(Progress.NONE);
    while (progress.isPresent()) {
      Progress earlier = progress.get();
      Begun next =
          call(
              () ->
                  world
                      .enumeration()
                      .begin(execution, startedAt, false, earlier, () -> plan(earlier)));
      progress = Optional.empty();
      if (next instanceof Begun.Planned planned) {
        planned.first().forEach(batch -> copy(planned.run(), batch));
        planned.further().forEach(batch -> copy(planned.run(), batch));
        progress = planned.progress();
      }
    }
    Run run = call(() -> world.summary().summarize(execution, startedAt, false, Optional.empty()));
    world.executions.stop(execution, "ended");
    return run;
  }

  /** A few images at a time, so that whatever dies does so in every part of a plan. */
  private Plan plan(Progress earlier) {
    return world.plan(earlier, images -> images >= 3);
  }

  private void copy(RunId run, int batch) {
    try {
      BatchPreparation.Prepared prepared = call(() -> world.preparation().prepare(run, batch));
      if (prepared.toCopy() > 0) {
        launch(run, batch, new CopyLaunch.Terms(prepared.giveUpAt(), 1));
      }
    } catch (PermanentFailure | TransientFailure e) {
      call(
          () -> {
            world.completion().giveUp(run, batch, String.valueOf(e.getMessage()));
            return Optional.empty();
          });
    }
  }

  private void launch(RunId run, int batch, CopyLaunch.Terms terms) {
    for (int attempt = 1; attempt <= ATTEMPTS; ) {
      String token = run + "-" + ++tokens;
      boolean launched = launched(run, batch, terms, token);
      runTasks();
      Optional<Verdict> answer = world.tokens.answer(token);
      if (answer.equals(Optional.of(new Verdict.Done()))) {
        return;
      }
      // A state that is told nothing is entered again after its time limit, which costs no attempt.
      attempt += launched && answer.isEmpty() ? 0 : 1;
      world.pass(Duration.ofMinutes(15));
    }
    throw new TransientFailure("batch " + batch + " has used up its attempts");
  }

  private boolean launched(RunId run, int batch, CopyLaunch.Terms terms, String token) {
    try {
      world.launch().launch(run, batch, terms, token);
      return true;
    } catch (Crash | TransientFailure e) {
      restart(e);
      return false;
    }
  }

  /** Every task that runs comes to its end, and EventBridge tells. */
  void runTasks() {
    for (Task task : world.tasks.started()) {
      if (task.end().isEmpty()) {
        stopped(task, end(task));
      }
    }
  }

  private void stopped(Task task, TaskEnd end) {
    try {
      world.completion().complete(task.attempt(), end);
    } catch (Crash e) {
      restart(e);
      if (then == AfterDeath.AGAIN) {
        stopped(task, end);
      }
    }
  }

  /** Images of "bad" are gone, those of "flaky" meet an outage in the first attempt. */
  private TaskEnd end(Task task) {
    int failures = 0;
    for (Copy copy : task.copies()) {
      String name = copy.source().name().value();
      if (name.equals("bad")) {
        world.log.failed(task.arn(), copy, "manifest unknown");
      } else if (name.equals("flaky") && task.attempt().attempt() == 1) {
        world.log.failed(task.arn(), copy, "503 (Service Unavailable)");
      } else {
        world.destination.push(copy.destination().name(), copy.tag().value(), copy.digest());
        continue;
      }
      failures++;
    }
    return world.tasks.end(task.arn(), "EssentialContainerExited", "exited", failures == 0 ? 0 : 1);
  }

  /** A function is tried again when it dies, and when it says that this may help. */
  private <T> T call(Supplier<T> function) {
    for (int attempt = 1; ; attempt++) {
      try {
        return function.get();
      } catch (Crash | TransientFailure | IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        restart(e);
        world.pass(Duration.ofSeconds(30L << (attempt - 1)));
      }
    }
  }

  private void restart(Throwable death) {
    if (then == AfterDeath.STOPPED) {
      throw new Crash("stopped: " + death.getMessage());
    }
    world.crashes.restart();
  }
}
