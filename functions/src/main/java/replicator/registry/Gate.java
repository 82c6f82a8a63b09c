package replicator.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import replicator.failure.TransientFailure;

/**
 * Lets so many requests to one host go at a time, and none while the host has asked for a pause.
 */
final class Gate {
  private final Semaphore places;
  private final Time time;
  private volatile Instant closedUntil = Instant.MIN;

  Gate(int places, Time time) {
    this.places = new Semaphore(places);
    this.time = time;
  }

  void enter() {
    try {
      places.acquire();
      for (Instant now = time.now(); now.isBefore(closedUntil); now = time.now()) {
        time.sleep(Duration.between(now, closedUntil));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while waiting for a registry", e);
    }
  }

  void leave() {
    places.release();
  }

  synchronized void closeFor(Duration pause) {
    Instant until = time.now().plus(pause);
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
    }
  }
}
