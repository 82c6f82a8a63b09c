package replicator.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import replicator.concurrent.Time;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.run.RunId;

/**
 * Keeps the registry auth file fresh while a run lasts; {@link LoginErasure} empties it afterwards.
 *
 * <p>A token of ECR lives <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html">twelve
 * hours</a>; a secret written more often than <a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html">every
 * ten minutes</a> for a day has more versions than Secrets Manager allows, and takes no further
 * one. So it is written at the first batch of a run and again when it is an hour old, by one of the
 * batches that start together. A run of some images of an ECR source, such as a push starts, does
 * not erase the tokens at its end, and uses those that an earlier run has written within the hour.
 */
public final class RegistryAuth {
  /** How old the logins of a new batch may be; it uses them for up to ten and a half hours more. */
  static final Duration FRESH = Duration.ofHours(1);

  /**
   * Longer than it takes to write the file, and over before the workflow stops trying: the turn of
   * a function that died must not cost a batch. A batch that needs longer overwrites what another
   * has written, which does no harm.
   */
  static final Duration TURN = Duration.ofMinutes(1);

  /** Longer than it takes to write the file, and shorter than the workflow's first pause. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Between two looks at what another batch writes. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Logins logins;
  private final AuthFile file;
  private final AuthTurns turns;
  private final Predicate<RunId> hasEnded;
  private final Time time;

  /**
   * @param hasEnded whether a run has, so that its logins are erased already
   */
  public RegistryAuth(
      Logins logins, AuthFile file, AuthTurns turns, Predicate<RunId> hasEnded, Time time) {
    this.logins = logins;
    this.file = file;
    this.turns = turns;
    this.hasEnded = hasEnded;
    this.time = time;
  }

  /**
   * Makes sure that tasks started from now on can log in to both registries for hours.
   *
   * @param partial whether the run is about some of the images only
   * @throws PermanentFailure also if the run has been stopped: nobody would erase what is written
   *     now
   * @throws TransientFailure also if another batch is still writing the file: it will be there soon
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

  /** Another batch may have had the turn and have written since this one looked. */
  private void write(RunId run, boolean partial) {
    try {
      if (!isFresh(run, partial)) {
        String json = AuthJson.of(logins.get());
        if (hasEnded.test(run)) {
          throw new PermanentFailure("the run has ended, nothing more is copied");
        }
        turns.changing();
        file.write(json);
        turns.written(run);
        return;
      }
    } catch (RuntimeException e) {
      giveBack(run, e);
      throw e;
    }
    turns.giveBack(run);
  }

  /** A turn that is not given back expires; the earlier failure is the one to report. */
  private void giveBack(RunId run, RuntimeException reason) {
    try {
      turns.giveBack(run);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * A run of everything needs a file of its own: parameters and logins may have changed before it.
   */
  private boolean isFresh(RunId run, boolean partial) {
    return turns
        .lastWritten()
        .filter(written -> partial || written.run().equals(run))
        .filter(written -> written.at().plus(FRESH).isAfter(time.instant()))
        .isPresent();
  }
}
