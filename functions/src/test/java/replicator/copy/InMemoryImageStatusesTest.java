package replicator.copy;

final class InMemoryImageStatusesTest extends ImageStatusesContract {
  @Override
  protected ImageStatuses statuses() {
    return new InMemoryImageStatuses();
  }
}
