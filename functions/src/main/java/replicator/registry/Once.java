package replicator.registry;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does something until it has succeeded once. Threads that wait while it fails get the same
 * failure.
 */
final class Once {
  private final AtomicInteger rounds = new AtomicInteger();
  private boolean done;
  private @Nullable RuntimeException failure;

  void run(Runnable work) {
    int round = rounds.get();
    synchronized (this) {
      if (done) {
        return;
      }
      if (failure != null && round != rounds.get()) {
        throw failure; // A hundred repositories need not find out one after the other.
      }
      try {
        work.run();
        done = true;
      } catch (RuntimeException e) {
        failure = Thread.currentThread().isInterrupted() ? null : e;
        throw e;
      } finally {
        rounds.incrementAndGet();
      }
    }
  }
}
