package replicator.auth;

import replicator.failure.TransientFailure;
import replicator.run.RunId;

/** Cannot note that the file has been written. */
final class ForgetfulAuthTurns extends AuthTurnsOf {
  ForgetfulAuthTurns(AuthTurns turns) {
    super(turns);
  }

  @Override
  public void written(RunId run) {
    throw new TransientFailure("down");
  }
}
