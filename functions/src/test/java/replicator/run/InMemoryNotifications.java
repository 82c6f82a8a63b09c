package replicator.run;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was published. */
public final class InMemoryNotifications implements Notifications {
  private final List<Notification> published = new ArrayList<>();

  private boolean subscribed = true;

  /** Whether an address has been confirmed. */
  public synchronized void subscribed(boolean now) {
    subscribed = now;
  }

  @Override
  public synchronized boolean publish(String subject, String text) {
    published.add(new Notification(subject, text));
    return subscribed;
  }

  public synchronized List<Notification> published() {
    return List.copyOf(published);
  }
}
