package replicator.dynamodb;

import java.time.InstantSource;
import replicator.copy.AttemptsContract;
import replicator.copy.BatchRecords;

final class DynamoAttemptsTest extends AttemptsContract {
  @Override
  protected BatchRecords records() {
    return new DynamoBatchRecords(
        new FaultyDynamoDb(LocalDynamoDb.client()),
        LocalDynamoDb.runsTable(),
        InstantSource.fixed(NOW));
  }
}
