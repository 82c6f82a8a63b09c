package replicator.copy;

import java.time.InstantSource;

final class InMemoryAttemptsTest extends AttemptsContract {
  @Override
  protected BatchRecords records() {
    return new InMemoryBatchRecords(InstantSource.fixed(NOW));
  }
}
