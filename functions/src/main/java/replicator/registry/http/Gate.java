package replicator.registry.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import replicator.concurrent.Time;
import replicator.failure.TransientFailure;

/**
 * Lets so many requests to one host pass at a time, and none while the host has asked for a pause.
 */
final class Gate {
  private final Semaphore places;
  private final Time time;
  private final AtomicLong served = new AtomicLong();
  private volatile Instant lastServed = Instant.MIN;
  private volatile Instant closedUntil = Instant.MIN;

  Gate(int places, Time time) {
    this.places = new Semaphore(places);
    this.time = time;
  }

  void enter() {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      throw TransientFailure.interrupted("waiting for a registry", e);
    }
    try {
      for (Instant now = time.instant(); now.isBefore(closedUntil); now = time.instant()) {
        time.sleep(Duration.between(now, closedUntil), "waiting for a registry");
      }
    } catch (TransientFailure e) {
      places.release();
      throw e;
    }
  }

  void leave() {
    places.release();
  }

  /** A request has its answer, which is no outage and no limit. */
  void serve() {
    served.incrementAndGet();
    lastServed = time.instant();
  }

  /** How many requests have. */
  long served() {
    return served.get();
  }

  /** Whether one has within that time. */
  boolean hasServedWithin(Duration past) {
    return time.instant().minus(past).isBefore(lastServed);
  }

  synchronized void closeFor(Duration pause) {
    Instant until = time.instant().plus(pause);
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
    }
  }
}
