package replicator.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import replicator.failure.TransientFailure;

/** What time it is, and waiting. */
public interface Time extends InstantSource {
  /**
   * @param meanwhile what is waited for, in the message of a failure: "a table was busy"
   * @throws TransientFailure if the thread is interrupted
   */
  void sleep(Duration pause, String meanwhile);

  /** The machine's clock. */
  static Time system() {
    InstantSource clock = InstantSource.system();
    return new Time() {
      @Override
      public Instant instant() {
        return clock.instant();
      }

      @Override
      public void sleep(Duration pause, String meanwhile) {
        try {
          Thread.sleep(pause);
        } catch (InterruptedException e) {
          throw TransientFailure.interrupted(meanwhile, e);
        }
      }
    };
  }
}
