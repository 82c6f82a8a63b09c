package replicator.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import replicator.run.RunId;

/** Turns in two fields; true to {@link AuthTurnsContract}. */
public final class InMemoryAuthTurns implements AuthTurns {
  private record Turn(RunId run, Instant until) {}

  private final InstantSource clock;
  private Optional<Written> written = Optional.empty();
  private Optional<Turn> turn = Optional.empty();
  private boolean mayHoldLogins;

  public InMemoryAuthTurns(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Written> lastWritten() {
    return written;
  }

  @Override
  public synchronized boolean take(RunId run, Duration atMost) {
    Instant now = clock.instant();
    if (turn.filter(current -> now.isBefore(current.until())).isPresent()) {
      return false;
    }
    turn = Optional.of(new Turn(run, now.plus(atMost)));
    return true;
  }

  @Override
  public synchronized void changing() {
    written = Optional.empty();
    mayHoldLogins = true;
  }

  @Override
  public synchronized boolean mayHoldLogins() {
    return mayHoldLogins || turn.isPresent();
  }

  @Override
  public synchronized void written(RunId run) {
    written = Optional.of(new Written(run, clock.instant()));
    mayHoldLogins = true;
    giveBack(run);
  }

  @Override
  public synchronized void giveBack(RunId run) {
    turn = turn.filter(current -> !current.run().equals(run));
  }

  @Override
  public synchronized void erased() {
    written = Optional.empty();
    mayHoldLogins = false;
  }
}
