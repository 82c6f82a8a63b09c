package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.destination.InMemoryDestinationRegistry;
import replicator.failure.TransientFailure;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.list.EveryTag;
import replicator.selection.TagChoice;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/** Both sides are listed by several threads. */
@Timeout(30)
class ComparisonAbreastTest {
  private static final TagChoice EVERY = TagChoice.of(new EveryTag("ALL"));

  private final InMemoryDestinationRegistry destination = new InMemoryDestinationRegistry(HOST);

  @Test
  void an_error_of_the_program_is_not_taken_for_a_failure_of_a_registry() {
    SourceRegistry faulty =
        new Answering() {
          @Override
          SourceImages answer() {
            throw new StackOverflowError("deep");
          }
        };

    assertThatThrownBy(() -> compare(faulty, 1, 1)).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void as_many_repositories_are_listed_at_once_as_allowed_and_no_more() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(3);
    SourceRegistry slow =
        new Answering() {
          @Override
          SourceImages answer() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            meet(together);
            now.decrementAndGet();
            return SourceImages.NONE;
          }
        };

    compare(slow, 12, 3);

    assertThat(most).hasValue(3);
  }

  @Test
  void the_destination_is_listed_while_the_source_is() {
    CyclicBarrier together = new CyclicBarrier(2);
    SourceRegistry meeting =
        new Answering() {
          @Override
          SourceImages answer() {
            meet(together);
            return SourceImages.NONE;
          }
        };
    destination.whenListed(() -> meet(together));

    compare(meeting, 2, 1);

    assertThat(together.isBroken()).isFalse();
  }

  @Test
  void an_interruption_is_a_passing_failure_and_is_handed_on() {
    SourceRegistry hanging =
        new Answering() {
          @Override
          SourceImages answer() {
            meet(new CyclicBarrier(2));
            return SourceImages.NONE;
          }
        };
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> compare(hanging, 1, 1))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void compare(SourceRegistry source, int repositories, int atOnce) {
    List<Wanted> all =
        IntStream.range(0, repositories).mapToObj(n -> wanted("r" + n, EVERY)).toList();
    new Comparison(source, destination, atOnce, false).of(all, Enough.NEVER, false);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Wanted wanted(String name, TagChoice choice) {
    return new Wanted(source(name), new RepositoryName(name), choice);
  }

  private abstract static class Answering implements SourceRegistry {
    abstract SourceImages answer();

    @Override
    public List<Repository> repositories() {
      return List.of();
    }

    @Override
    public SourceImages images(Repository repository, TagChoice choice) {
      return answer();
    }
  }
}
