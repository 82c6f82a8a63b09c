package replicator.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.failure.TransientFailure;

@Timeout(30)
class ConcurrentlyTest {
  private final CountDownLatch forever = new CountDownLatch(1);

  private static List<Integer> things(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void things_areAllDoneAndNoMoreThanAllowedAtOnce() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(32);
    Concurrently.forEach(
        things(5_000),
        32,
        thing -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          together.countDown();
          await(together);
          assertThat(done.add(thing)).isTrue();
          now.decrementAndGet();
        });

    assertThat(done).hasSize(5_000);
    assertThat(most).hasValue(32);
  }

  @Test
  void oneThing_orNone_isDone() {
    AtomicInteger done = new AtomicInteger();
    Concurrently.forEach(things(0), 3, thing -> done.incrementAndGet());
    assertThat(done).hasValue(0);

    Concurrently.forEach(things(1), 3, thing -> done.incrementAndGet());
    assertThat(done).hasValue(1);
  }

  @Test
  void results_areThoseThatAreThere() {
    Map<Integer, Integer> results =
        Concurrently.map(things(100), 7, n -> n % 2 == 0 ? Optional.of(n * n) : Optional.empty());

    assertThat(results).hasSize(50).containsEntry(8, 64).doesNotContainKey(9);
  }

  @Test
  void resultsOfNothing_areNone() {
    assertThat(Concurrently.map(List.of(), 3, Optional::of)).isEmpty();
  }

  @Test
  void both_areDoneAtTheSameTime() {
    CountDownLatch together = new CountDownLatch(2);

    assertThat(Concurrently.both(() -> met(together, 3), () -> met(together, 4), Integer::sum))
        .isEqualTo(7);
  }

  private static int met(CountDownLatch together, int answer) {
    together.countDown();
    await(together);
    return answer;
  }

  @Test
  void failure_ofOneOfBoth_endsTheOther() {
    TransientFailure failure = new TransientFailure("busy");

    assertThatThrownBy(
            () ->
                Concurrently.both(
                    () -> met(forever, 3),
                    () -> {
                      throw failure;
                    },
                    (one, other) -> one))
        .isSameAs(failure);
  }

  @Test
  void failure_isThrownAndNothingNewIsBegun() {
    AtomicInteger begun = new AtomicInteger();
    TransientFailure failure = new TransientFailure("busy");
    CompletableFuture<Thread> failing = new CompletableFuture<>();

    assertThatThrownBy(
            () ->
                Concurrently.forEach(
                    things(100_000),
                    32,
                    thing -> {
                      begun.incrementAndGet();
                      if (thing == 100) {
                        failing.complete(Thread.currentThread());
                        throw failure;
                      }
                      if (thing > 100) {
                        awaitEnd(failing.join());
                      }
                    }))
        .isSameAs(failure);
    assertThat(begun).hasValueLessThanOrEqualTo(100 + 32);
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void firstFailure_endsWhatWaitsAndWhatIsAsked_andIsTheOneThrown() {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch othersWait = new CountDownLatch(3);

    assertThatThrownBy(
            () ->
                Concurrently.map(
                    things(100),
                    4,
                    n -> {
                      begun.incrementAndGet();
                      if (n == 5) {
                        await(othersWait);
                        throw new IllegalStateException("the reason");
                      }
                      if (n > 5) {
                        othersWait.countDown();
                        await(forever);
                      }
                      return Optional.of(n);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the reason");
    assertThat(begun).hasValueLessThan(20);
  }

  @Test
  void error_isThrownToo() {
    assertThatThrownBy(
            () ->
                Concurrently.forEach(
                    things(100),
                    2,
                    n -> {
                      throw new StackOverflowError("x");
                    }))
        .isInstanceOf(StackOverflowError.class);
  }

  /** So that nothing is written after the caller has been told. */
  @Test
  void failure_isThrownWhenWhatWasUnderWayHasBeenCarriedThrough() {
    AtomicInteger underWay = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(4);

    assertThatThrownBy(
            () ->
                Concurrently.forEach(
                    things(4),
                    4,
                    thing -> {
                      underWay.incrementAndGet();
                      together.countDown();
                      await(together);
                      if (thing == 0) {
                        underWay.decrementAndGet();
                        throw new TransientFailure("busy");
                      }
                      pause();
                      underWay.decrementAndGet();
                    }))
        .isInstanceOf(TransientFailure.class);
    assertThat(underWay).hasValue(0);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is asked need not heed it at once. */
  @Test
  void failure_isThrownWhenWhatIsAskedHasEnded() {
    AtomicInteger underWay = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(4);

    assertThatThrownBy(
            () ->
                Concurrently.map(
                    things(4),
                    4,
                    thing -> {
                      underWay.incrementAndGet();
                      together.countDown();
                      try {
                        await(together);
                        if (thing == 0) {
                          throw new TransientFailure("busy");
                        }
                        workThrough(Duration.ofMillis(200));
                      } finally {
                        underWay.decrementAndGet();
                      }
                      return Optional.of(thing);
                    }))
        .isInstanceOf(TransientFailure.class);
    assertThat(underWay).hasValue(0);
  }

  @Test
  void interruption_isPassedOnWhenWhatWasUnderWayHasEnded() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                Concurrently.forEach(
                    things(10),
                    2,
                    thing -> {
                      begun.incrementAndGet();
                      caller.interrupt();
                      workThrough(Duration.ofMillis(200));
                      ended.incrementAndGet();
                    }))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).hasValue(begun.get());
    assertThat(begun).hasValueLessThan(10);
  }

  @Test
  void interruption_endsWhatGoesOn() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Concurrently.forEach(things(10), 2, thing -> await(forever)))
        .isInstanceOf(TransientFailure.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Does not heed an interruption. */
  private static void workThrough(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
