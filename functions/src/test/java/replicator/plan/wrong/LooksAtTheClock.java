package replicator.plan.wrong;

import java.time.Instant;

/** What a concept must not do. */
public final class LooksAtTheClock {
  private LooksAtTheClock() {}

  public static Instant now() {
    return Instant.now();
  }
}
