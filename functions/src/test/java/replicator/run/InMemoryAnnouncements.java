package replicator.run;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was announced. */
public final class InMemoryAnnouncements implements Announcements {
  private final List<Letter> letters = new ArrayList<>();

  private boolean heard = true;

  /** Whether an address has been confirmed. */
  public synchronized void heard(boolean now) {
    heard = now;
  }

  @Override
  public synchronized boolean announce(String subject, String text) {
    letters.add(new Letter(subject, text));
    return heard;
  }

  public synchronized List<Letter> letters() {
    return List.copyOf(letters);
  }
}
