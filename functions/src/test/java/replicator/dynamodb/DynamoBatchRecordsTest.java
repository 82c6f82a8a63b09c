package replicator.dynamodb;

import java.time.InstantSource;
import replicator.copy.BatchRecords;
import replicator.copy.BatchRecordsContract;

final class DynamoBatchRecordsTest extends BatchRecordsContract {
  @Override
  protected BatchRecords records() {
    return new DynamoBatchRecords(
        new FaultyDynamoDb(LocalDynamoDb.client()),
        LocalDynamoDb.runsTable(),
        InstantSource.fixed(NOW));
  }
}
