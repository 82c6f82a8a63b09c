package replicator.copy;

final class InMemoryStatusChangesTest extends StatusChangesContract {
  @Override
  protected ImageStatuses statuses() {
    return new InMemoryImageStatuses();
  }
}
