package replicator.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What time it is, and waiting. */
interface Time {
  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  /** The machine's. */
  static Time system() {
    return new Time() {
      @Override
      public Instant now() {
        return Clock.systemUTC().instant();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
      }
    };
  }
}
