package replicator.auth;

import java.time.Duration;
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

  /** Longer than a function may run, so that a turn is never taken twice. */
  static final Duration TURN = Duration.ofMinutes(6);

  private final Logins logins;
  private final AuthFile file;
  private final AuthTurns turns;
  private final InstantSource clock;

  public RegistryAuth(Logins logins, AuthFile file, AuthTurns turns, InstantSource clock) {
    this.logins = logins;
    this.file = file;
    this.turns = turns;
    this.clock = clock;
  }

  /**
   * Sees to it that tasks started from now on are let in by both registries for hours.
   *
   * @throws TransientFailure also while another batch writes the file: it will be there soon
   */
  public void refreshIfOld(RunId run) {
    if (isFresh(run)) {
      return;
    }
    if (!turns.take(run, TURN)) {
      if (isFresh(run)) {
        return;
      }
      throw new TransientFailure("the registry logins are being written by another batch");
    }
    try {
      file.write(AuthJson.of(logins.get()));
    } catch (RuntimeException e) {
      turns.giveBack(run);
      throw e;
    }
    turns.written(run, clock.instant());
  }

  /** Leaves no login behind. */
  public void erase() {
    turns.erased();
    file.erase();
  }

  private boolean isFresh(RunId run) {
    return turns
        .writtenAt(run)
        .filter(written -> written.plus(FRESH).isAfter(clock.instant()))
        .isPresent();
  }
}
