package replicator.dynamodb;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import replicator.failure.TransientFailure;

/** Does the same for many things, a bounded number at a time. */
final class Parallel {
  /**
   * Calls that are on their way at once. A call takes some ten milliseconds, so 32 of 25 items each
   * are more than a table takes that was just made: <a
   * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html">4,000
   * writes a second</a>.
   */
  static final int WIDTH = 32;

  private Parallel() {}

  /**
   * Returns when all is done. After the first failure nothing new is begun, and it is thrown when
   * what was under way has ended.
   */
  static <T> void forEach(List<T> things, Consumer<T> action) {
    int workers = Math.min(WIDTH, things.size());
    if (workers < 2) {
      things.forEach(action);
      return;
    }
    Queue<T> queue = new Queue<>(things.iterator());
    try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        ends.add(executor.submit(() -> queue.drain(action)));
      }
      try {
        for (Future<?> end : ends) {
          await(end);
        }
      } finally {
        queue.close();
      }
    }
  }

  private static void await(Future<?> end) {
    try {
      end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while tables were read or written", e);
    }
  }

  private static final class Queue<T> {
    private final Iterator<T> things;
    private boolean closed;

    Queue(Iterator<T> things) {
      this.things = things;
    }

    void drain(Consumer<T> action) {
      try {
        for (T thing = next(); thing != null; thing = next()) {
          action.accept(thing);
        }
      } catch (Throwable e) {
        close();
        throw e;
      }
    }

    private synchronized @Nullable T next() {
      return closed || !things.hasNext() ? null : things.next();
    }

    synchronized void close() {
      closed = true;
    }
  }
}
