package replicator.dynamodb;

import java.time.Instant;
import replicator.run.Waiting;
import replicator.run.WaitingContract;

final class DynamoWaitingTest extends WaitingContract {
  @Override
  protected Waiting waiting() {
    return new DynamoWaiting(
        new FaultyDynamoDb(LocalDynamoDb.client()), LocalDynamoDb.runsTable(), () -> Instant.EPOCH);
  }
}
