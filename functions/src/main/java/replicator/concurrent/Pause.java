package replicator.concurrent;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait until the next try. */
public final class Pause {
  /** More would overflow, and no pause is a million times its first one. */
  private static final int MOST_DOUBLINGS = 20;

  private Pause() {}

  /**
   * Twice as long each time; up to half of it is left to chance, so that those that failed together
   * do not come back together.
   */
  public static Duration doubled(int times, Duration first, Duration longest) {
    long grown = first.toMillis() << Math.clamp(times, 0, MOST_DOUBLINGS);
    long most = Math.min(grown, longest.toMillis());
    return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
