package replicator.auth;

import java.time.Duration;
import java.time.Instant;
import replicator.concurrent.Time;
import replicator.failure.TransientFailure;
import replicator.run.RunId;

/**
 * Keeps the registry auth file fresh while a run goes on, and empty when it is over.
 *
 * <p>A token of ECR lives <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html">twelve
 * hours</a>; a secret written more often than <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html">every
 * ten minutes</a> for a day has more versions than Secrets Manager allows, and takes no further
 * one. So it is written at the first batch of a run and again when it is an hour old, by one of the
 * batches that start together. A run of some images out of an ECR, as a push starts it, leaves the
 * tokens, and makes do with what an earlier run has written within the hour.
 */
public final class RegistryAuth {
  /** What a batch takes at most, some ten hours and a half, comes on top of it. */
  static final Duration FRESH = Duration.ofHours(1);

  /**
   * Longer than it takes to write the file, and over before the workflow stops trying: the turn of
   * a function that died must not cost a batch. Whoever needs longer writes what another has
   * written, which does no harm.
   */
  static final Duration TURN = Duration.ofMinutes(1);

  /** Longer than it takes to write the file, and shorter than the workflow's first pause. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Between two looks at what another batch writes. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Logins logins;
  private final AuthFile file;
  private final AuthTurns turns;
  private final Time time;

  public RegistryAuth(Logins logins, AuthFile file, AuthTurns turns, Time time) {
    this.logins = logins;
    this.file = file;
    this.turns = turns;
    this.time = time;
  }

  /**
   * Sees to it that tasks started from now on are let in by both registries for hours.
   *
   * @param partial whether the run is about some of the images only
   * @throws TransientFailure also if another batch writes the file and takes its time: it will be
   *     there soon
   */
  public void refreshIfOld(RunId run, boolean partial) {
    Instant patient = time.instant().plus(PATIENCE);
    while (!isFresh(run, partial)) {
      if (turns.take(run, TURN)) {
        write(run, partial);
        return;
      }
      if (!time.instant().isBefore(patient)) {
        throw new TransientFailure("the registry logins are being written by another batch");
      }
      time.sleep(PAUSE, "another batch writes the registry logins");
    }
  }

  /** Whoever had the turn before may have written since this batch looked. */
  private void write(RunId run, boolean partial) {
    try {
      if (!isFresh(run, partial)) {
        String json = AuthJson.of(logins.get());
        turns.changing();
        file.write(json);
        turns.written(run, time.instant());
        return;
      }
    } catch (RuntimeException e) {
      giveBack(run, e);
      throw e;
    }
    turns.giveBack(run);
  }

  /** A turn that is not given back runs out by itself; what went wrong before is to be told. */
  private void giveBack(RunId run, RuntimeException reason) {
    try {
      turns.giveBack(run);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** Leaves no login behind. A run that has copied nothing has none, and writes nothing. */
  public void erase() {
    if (turns.mayHoldLogins()) {
      turns.changing();
      file.erase();
      turns.erased();
    }
  }

  /** Parameters and logins may have changed before a run of everything. */
  private boolean isFresh(RunId run, boolean partial) {
    return turns
        .lastWritten()
        .filter(written -> partial || written.run().equals(run))
        .filter(written -> written.at().plus(FRESH).isAfter(time.instant()))
        .isPresent();
  }
}
