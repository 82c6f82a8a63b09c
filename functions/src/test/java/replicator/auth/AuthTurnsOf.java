package replicator.auth;

import java.time.Duration;
import java.util.Optional;
import replicator.run.RunId;

/** Does what others do; a test overrides what it wants to go differently. */
class AuthTurnsOf implements AuthTurns {
  private final AuthTurns turns;

  AuthTurnsOf(AuthTurns turns) {
    this.turns = turns;
  }

  @Override
  public Optional<Written> lastWritten() {
    return turns.lastWritten();
  }

  @Override
  public boolean take(RunId run, Duration atMost) {
    return turns.take(run, atMost);
  }

  @Override
  public void changing() {
    turns.changing();
  }

  @Override
  public boolean mayHoldLogins() {
    return turns.mayHoldLogins();
  }

  @Override
  public void written(RunId run) {
    turns.written(run);
  }

  @Override
  public void giveBack(RunId run) {
    turns.giveBack(run);
  }

  @Override
  public void erased() {
    turns.erased();
  }
}
