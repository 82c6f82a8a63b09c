package replicator.dynamodb;

import java.time.InstantSource;
import replicator.copy.ImageStatuses;
import replicator.copy.StatusChangesContract;

final class DynamoStatusChangesTest extends StatusChangesContract {
  @Override
  protected ImageStatuses statuses() {
    return new DynamoImageStatuses(
        new FaultyDynamoDb(LocalDynamoDb.client()),
        LocalDynamoDb.imagesTable(),
        InstantSource.system());
  }
}
