package replicator.dynamodb;

import replicator.run.RunRecords;
import replicator.run.RunRecordsContract;

final class DynamoRunRecordsTest extends RunRecordsContract {
  @Override
  protected RunRecords records() {
    return new DynamoRunRecords(
        new FaultyDynamoDb(LocalDynamoDb.client()), LocalDynamoDb.runsTable());
  }
}
