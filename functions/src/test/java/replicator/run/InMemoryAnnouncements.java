package replicator.run;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was announced. */
public final class InMemoryAnnouncements implements Announcements {
  private final List<Letter> letters = new ArrayList<>();

  @Override
  public synchronized void announce(String subject, String text) {
    letters.add(new Letter(subject, text));
  }

  public synchronized List<Letter> letters() {
    return List.copyOf(letters);
  }
}
