package replicator.copy;

final class InMemoryBatchRecordsTest extends BatchRecordsContract {
  @Override
  protected BatchRecords records() {
    return new InMemoryBatchRecords();
  }
}
