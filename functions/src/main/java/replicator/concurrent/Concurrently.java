package replicator.concurrent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import replicator.failure.TransientFailure;

/**
 * Does the same work for many things, so many at a time and in their order, and returns when all is
 * done. After the first failure nothing new is begun; that failure is thrown, unchanged, when
 * everything has ended. Interrupting the caller has the same effect.
 */
public final class Concurrently {
  private Concurrently() {}

  /**
   * Work that is under way when other work fails is completed: a write that is cut off may still
   * take effect after the caller has seen the failure.
   */
  public static <T> void forEach(Collection<T> all, int atMost, Consumer<T> work) {
    run(all, atMost, work, ExecutorService::shutdown);
  }

  /**
   * The results, where there is one, by the thing that each is for. When one request fails, those
   * under way are of no use any more and are interrupted.
   */
  public static <T, R> Map<T, R> map(Collection<T> all, int atMost, Function<T, Optional<R>> work) {
    Map<T, R> results = new ConcurrentHashMap<>();
    run(
        all,
        atMost,
        one -> work.apply(one).ifPresent(result -> results.put(one, result)),
        ExecutorService::shutdownNow);
    return results;
  }

  /**
   * Combines the results of two requests that run at the same time; if one fails, the other is
   * interrupted.
   */
  public static <A, B, R> R both(Supplier<A> one, Supplier<B> other, BiFunction<A, B, R> result) {
    CompletableFuture<A> first = new CompletableFuture<>();
    CompletableFuture<B> second = new CompletableFuture<>();
    List<Runnable> sides =
        List.of(() -> first.complete(one.get()), () -> second.complete(other.get()));
    run(sides, sides.size(), Runnable::run, ExecutorService::shutdownNow);
    return result.apply(first.join(), second.join());
  }

  private static <T> void run(
      Collection<T> all, int atMost, Consumer<T> work, Consumer<ExecutorService> end) {
    Queue<T> waiting = new ConcurrentLinkedQueue<>(all);
    int workers = Math.min(atMost, all.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Void> ends = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < workers; i++) {
        ends.submit(() -> drain(waiting, work), null);
      }
      try {
        for (int i = 0; i < workers; i++) {
          ends.take().get();
        }
      } catch (InterruptedException e) {
        // An interrupted thread that closes the executor interrupts the others.
        throw TransientFailure.interrupted("several threads were at work", e);
      } finally {
        waiting.clear();
        end.accept(threads);
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static <T> void drain(Queue<T> waiting, Consumer<T> work) {
    try {
      for (T next = waiting.poll(); next != null; next = waiting.poll()) {
        work.accept(next);
      }
    } finally {
      waiting.clear();
    }
  }
}
