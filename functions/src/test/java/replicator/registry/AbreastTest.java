package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbreastTest {
  private static final List<Integer> MANY = IntStream.range(0, 100).boxed().toList();

  @Test
  void results_areThoseThatAreThere() {
    Map<Integer, Integer> results =
        Abreast.map(MANY, 7, n -> n % 2 == 0 ? Optional.of(n * n) : Optional.empty());
    assertThat(results).hasSize(50).containsEntry(8, 64).doesNotContainKey(9);
  }

  @Test
  void nothingToDo_isDone() {
    assertThat(Abreast.map(List.of(), 3, Optional::of)).isEmpty();
  }

  @Test
  void firstFailure_endsWhatWaitsAndWhatGoesOn_andIsTheOneThrown() {
    AtomicInteger started = new AtomicInteger();
    CountDownLatch othersWait = new CountDownLatch(3);
    CountDownLatch forever = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                Abreast.map(
                    MANY,
                    4,
                    n -> {
                      started.incrementAndGet();
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
    assertThat(started).hasValueLessThan(20);
  }

  @Test
  void error_isThrownToo() {
    assertThatThrownBy(
            () ->
                Abreast.map(
                    MANY,
                    2,
                    n -> {
                      throw new StackOverflowError("x");
                    }))
        .isInstanceOf(StackOverflowError.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
