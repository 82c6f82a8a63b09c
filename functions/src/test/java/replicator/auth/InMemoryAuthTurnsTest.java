package replicator.auth;

import java.time.InstantSource;

final class InMemoryAuthTurnsTest extends AuthTurnsContract {
  @Override
  protected AuthTurns turns(InstantSource clock) {
    return new InMemoryAuthTurns(clock);
  }
}
