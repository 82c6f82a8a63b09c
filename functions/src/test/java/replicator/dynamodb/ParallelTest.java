package replicator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
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
class ParallelTest {
  private static List<Integer> things(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void things_areAllDoneAndNoMoreThanTheWidthAtOnce() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(Parallel.WIDTH);
    Parallel.forEach(
        things(5_000),
        thing -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          together.countDown();
          await(together);
          assertThat(done.add(thing)).isTrue();
          now.decrementAndGet();
        });

    assertThat(done).hasSize(5_000);
    assertThat(most).hasValue(Parallel.WIDTH);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void failure_isThrownAndNothingNewIsBegun() {
    AtomicInteger begun = new AtomicInteger();
    TransientFailure failure = new TransientFailure("busy");

    assertThatThrownBy(
            () ->
                Parallel.forEach(
                    things(100_000),
                    thing -> {
                      begun.incrementAndGet();
                      if (thing == 100) {
                        throw failure;
                      }
                      if (thing > 100) {
                        // Or the others get through all of them before it is heard of.
                        LockSupport.parkNanos(1_000_000);
                      }
                    }))
        .isSameAs(failure);
    assertThat(begun.get()).isLessThan(100_000);
  }

  /** So that nothing is written after the caller has been told. */
  @Test
  void failure_isThrownWhenWhatWasUnderWayHasEnded() {
    AtomicInteger underWay = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(4);

    assertThatThrownBy(
            () ->
                Parallel.forEach(
                    things(4),
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

  @Test
  void interruption_endsItAndIsPassedOn() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Parallel.forEach(things(10), thing -> pause()))
        .isInstanceOf(TransientFailure.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void oneThing_orNone_isDone() {
    AtomicInteger done = new AtomicInteger();
    Parallel.forEach(things(0), thing -> done.incrementAndGet());
    assertThat(done).hasValue(0);

    Parallel.forEach(things(1), thing -> done.incrementAndGet());
    assertThat(done).hasValue(1);
  }
}
