package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OnceTest {
  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING);

  private final AtomicInteger runs = new AtomicInteger();
  private final Once once = new Once();

  @Test
  void success_isNotRepeated() {
    once.run(runs::incrementAndGet);
    once.run(runs::incrementAndGet);
    assertThat(runs).hasValue(1);
  }

  @Test
  void failure_isTriedAgainLater() {
    assertThatThrownBy(() -> once.run(this::fail)).hasMessage("failure 1");
    assertThatThrownBy(() -> once.run(this::fail)).hasMessage("failure 2");
    once.run(runs::incrementAndGet);
    assertThat(runs).hasValue(3);
  }

  @Test
  void failure_isToldToThoseWhoWait() throws InterruptedException {
    CountDownLatch others = new CountDownLatch(10);
    AtomicInteger told = new AtomicInteger();
    List<Thread> waiting =
        Stream.generate(
                () ->
                    Thread.ofPlatform()
                        .unstarted(
                            () -> {
                              others.countDown();
                              try {
                                once.run(this::fail);
                              } catch (IllegalStateException e) {
                                told.incrementAndGet();
                              }
                            }))
            .limit(10)
            .toList();
    assertThatThrownBy(
            () ->
                once.run(
                    () -> {
                      waiting.forEach(Thread::start);
                      awaitAllWaiting(waiting, others);
                      fail();
                    }))
        .hasMessage("failure 1");
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(told).hasValue(10);
    assertThat(runs).hasValue(1);
  }

  private void fail() {
    throw new IllegalStateException("failure " + runs.incrementAndGet());
  }

  private static void awaitAllWaiting(List<Thread> threads, CountDownLatch started) {
    try {
      started.await();
      while (!threads.stream().map(Thread::getState).allMatch(WAITING::contains)) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
