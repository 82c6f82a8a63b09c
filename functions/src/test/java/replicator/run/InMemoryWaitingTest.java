package replicator.run;

final class InMemoryWaitingTest extends WaitingContract {
  @Override
  protected Waiting waiting() {
    return new InMemoryWaiting();
  }
}
