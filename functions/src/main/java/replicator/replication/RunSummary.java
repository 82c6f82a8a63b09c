package replicator.replication;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import replicator.auth.LoginErasure;
import replicator.run.Delivery;
import replicator.run.Ending;
import replicator.run.Outcome;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunMetrics;
import replicator.run.RunNotifier;
import replicator.run.RunRecords;
import replicator.run.RunStatus;

/**
 * Ends a run: counts, writes its record, tells people once, and lets the next one go. Repeated, it
 * leaves a run that is over as it is: later ones may have planned its images anew.
 */
public final class RunSummary {
  /** So many runs whose notification reached nobody are told of at once. */
  private static final int MOST_UNDELIVERED = 50;

  private final RunRecords runs;
  private final RunTally tally;
  private final RunNotifier notifier;
  private final RunMetrics metrics;
  private final LoginErasure logins;
  private final BooleanSupplier tokensOnly;
  private final InstantSource clock;

  /**
   * @param tokensOnly whether the logins are tokens, which run out by themselves
   */
  public RunSummary(
      RunRecords runs,
      RunTally tally,
      RunNotifier notifier,
      RunMetrics metrics,
      LoginErasure logins,
      BooleanSupplier tokensOnly,
      InstantSource clock) {
    this.runs = runs;
    this.tally = tally;
    this.notifier = notifier;
    this.metrics = metrics;
    this.logins = logins;
    this.tokensOnly = tokensOnly;
    this.clock = clock;
  }

  /**
   * @param partial whether it is about some of the images only; the run's record knows, if it came
   *     as far as that
   * @param error why the workflow broke off, if it did
   * @throws replicator.failure.PermanentFailure if a batch may have a task that still copies
   */
  public Run summarize(
      String execution, Instant startedAt, boolean partial, Optional<String> error) {
    RunId id = RunId.of(execution, startedAt);
    Run run = runs.find(id).orElseGet(() -> Run.started(id, execution, startedAt, partial));
    if (run.isOver()) {
      leave(run);
      return run;
    }
    RunTally.Result result = tally.of(run, error);
    Outcome outcome = result.outcome();
    Run ended =
        run.ended(
            outcome.counts(),
            new Ending(
                outcome.status(),
                clock.instant(),
                outcome.summary(),
                result.usage(),
                behindSince(run, outcome)));
    runs.put(ended);
    try {
      eraseLogins(ended);
    } finally {
      // Whatever else is wrong. Not before people are told: the next run could plan anew what
      // failed, and the reasons would be lost.
      tell(ended, outcome, error.isPresent());
      runs.releaseLease(execution);
    }
    return ended;
  }

  private void leave(Run run) {
    try {
      eraseLogins(run);
    } finally {
      runs.releaseLease(run.execution());
    }
  }

  /**
   * Another run may have taken the lease away from a dead execution, and needs its logins. The
   * tokens of a run of some images, as pushes start it, serve the next of its kind, too.
   */
  private void eraseLogins(Run run) {
    if (!(run.partial() && tokensOnly.getAsBoolean())
        && runs.takeLease(run.execution(), Optional.empty()).equals(run.execution())) {
      logins.erase();
    }
  }

  private void tell(Run run, Outcome outcome, boolean brokeOff) {
    List<Run> undelivered = new ArrayList<>();
    Delivery delivery =
        notifier.notify(
            run,
            outcome,
            runs.lastBefore(run.id()),
            runs.lastConclusiveBefore(run.id()),
            () -> {
              runs.undeliveredBefore(run.id()).limit(MOST_UNDELIVERED).forEach(undelivered::add);
              return undelivered;
            });
    runs.put(run.notified(delivery));
    metrics.ofRun(run, brokeOff);
    if (delivery == Delivery.DELIVERED) {
      undelivered.forEach(earlier -> runs.put(earlier.notified(Delivery.DELIVERED)));
    }
  }

  private Optional<Instant> behindSince(Run run, Outcome outcome) {
    return outcome.status() == RunStatus.SUCCEEDED
        ? Optional.empty()
        : Optional.of(startOfFailuresUpTo(run));
  }

  /** A run that has died knows nothing of those before it. */
  private Instant startOfFailuresUpTo(Run run) {
    return runs.lastWholeBefore(run.id())
        .flatMap(
            before ->
                before.ending().isPresent()
                    ? before.behindSince()
                    : Optional.of(startOfFailuresUpTo(before)))
        .orElse(run.startedAt());
  }
}
