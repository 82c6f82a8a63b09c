package replicator.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import replicator.failure.TransientFailure;

/** Does the same with many, several at a time; the first failure ends it all. */
final class Abreast {
  private Abreast() {}

  /** The results that are there, by what they are of. */
  static <T, R> Map<T, R> map(Collection<T> all, int maxConcurrent, Function<T, Optional<R>> work) {
    Queue<T> waiting = new ConcurrentLinkedQueue<>(all);
    Map<T, R> results = new ConcurrentHashMap<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> workers = new ArrayList<>();
    Runnable worker =
        () -> {
          try {
            for (T next = waiting.poll(); next != null; next = waiting.poll()) {
              T item = next;
              work.apply(item).ifPresent(result -> results.put(item, result));
            }
          } catch (Throwable e) {
            if (failure.compareAndSet(null, e)) {
              waiting.clear();
              workers.forEach(Thread::interrupt);
            }
          }
        };
    for (int i = 0; i < Math.min(maxConcurrent, all.size()); i++) {
      workers.add(Thread.ofVirtual().unstarted(worker));
    }
    workers.forEach(Thread::start);
    join(workers, waiting);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
    return results;
  }

  private static void join(List<Thread> workers, Queue<?> waiting) {
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      waiting.clear();
      workers.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while registries were asked", e);
    }
  }
}
