package replicator.dynamodb;

import java.time.InstantSource;
import replicator.auth.AuthTurns;
import replicator.auth.AuthTurnsContract;

final class DynamoAuthTurnsTest extends AuthTurnsContract {
  @Override
  protected AuthTurns turns(InstantSource clock) {
    return new DynamoAuthTurns(
        new FaultyDynamoDb(LocalDynamoDb.client()), LocalDynamoDb.runsTable(), clock);
  }
}
