package replicator.copy;

import java.time.InstantSource;

final class InMemoryBatchRecordsTest extends BatchRecordsContract {
  @Override
  protected BatchRecords records() {
    return new InMemoryBatchRecords(InstantSource.fixed(NOW));
  }
}
