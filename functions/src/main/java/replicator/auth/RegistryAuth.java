package replicator.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import replicator.failure.TransientFailure;
import replicator.run.RunId;

/**
 * Keeps the registry auth file fresh while a run goes on, and empty between runs.
 *
 * <p>A token of ECR lives <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html">twelve
 * hours</a>; a secret should not be written more often than <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html">every
 * ten minutes</a>. So it is written at the first batch of a run and again when it is half way
 * through the token's life, by one of the batches that start together.
 */
public final class RegistryAuth {
  static final Duration FRESH = Duration.ofHours(6);

  /**
   * Longer than it takes to write the file, and over before the workflow stops trying: the turn of
   * a function that died must not cost a batch. Whoever needs longer writes what another has
   * written, which does no harm.
   */
  static final Duration TURN = Duration.ofMinutes(1);

  /** Longer than it takes to write the file, and shorter than the workflow's first pause. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Logins logins;
  private final AuthFile file;
  private final AuthTurns turns;
  private final InstantSource clock;
  private final Duration pause;

  public RegistryAuth(Logins logins, AuthFile file, AuthTurns turns, InstantSource clock) {
    this(logins, file, turns, clock, Duration.ofMillis(500));
  }

  /**
   * @param pause between two looks at what another batch writes
   */
  public RegistryAuth(
      Logins logins, AuthFile file, AuthTurns turns, InstantSource clock, Duration pause) {
    this.logins = logins;
    this.file = file;
    this.turns = turns;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Sees to it that tasks started from now on are let in by both registries for hours.
   *
   * @throws TransientFailure also if another batch writes the file and takes its time: it will be
   *     there soon
   */
  public void refreshIfOld(RunId run) {
    Instant patient = clock.instant().plus(PATIENCE);
    while (!isFresh(run)) {
      if (turns.take(run, TURN)) {
        write(run);
        return;
      }
      if (!clock.instant().isBefore(patient)) {
        throw new TransientFailure("the registry logins are being written by another batch");
      }
      rest();
    }
  }

  /** Whoever had the turn before may have written since this batch looked. */
  private void write(RunId run) {
    try {
      if (!isFresh(run)) {
        String json = AuthJson.of(logins.get());
        turns.changing();
        file.write(json);
        turns.written(run, clock.instant());
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

  private boolean isFresh(RunId run) {
    return turns
        .writtenAt(run)
        .filter(written -> written.plus(FRESH).isAfter(clock.instant()))
        .isPresent();
  }

  private void rest() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while another batch writes the registry logins", e);
    }
  }
}
