package replicator.run;

final class InMemoryRunRecordsTest extends RunRecordsContract {
  @Override
  protected RunRecords records() {
    return new InMemoryRunRecords();
  }
}
