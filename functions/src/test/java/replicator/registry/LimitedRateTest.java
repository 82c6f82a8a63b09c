package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.EVERY;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.concurrent.Time;
import replicator.failure.TransientFailure;
import replicator.registry.http.RequestLimits;
import replicator.source.SourceImages;

/** A registry that answers so many requests in a time, and the others with status 429. */
@Timeout(120)
class LimitedRateTest {
  private static final RequestLimits LIMITS = RequestLimits.DEFAULT;

  private final StandIn server = new StandIn(request -> Reply.of(500));
  private final AtomicInteger left = new AtomicInteger();
  private final SharedTime time = new SharedTime();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 50", "5, 100, 500"})
  void images_areListed_aboutAsFastAsTheRegistryAllows(int perSecond, int burst, int tags) {
    Bucket bucket = new Bucket(perSecond, burst);
    manifests(tags, bucket::take);
    Instant begin = time.instant();

    assertThat(images().images()).hasSize(tags);

    Duration allowed = Duration.ofSeconds((tags - burst) / perSecond);
    assertThat(Duration.between(begin, time.instant())).isLessThan(allowed.multipliedBy(2));
  }

  @Test
  void imagesOfSeveralFixedWindows_areListed_inAboutSoManyMinutes() {
    FixedWindow minute = new FixedWindow(100);
    manifests(350, minute::take);
    Instant begin = time.instant();

    assertThat(images().images()).hasSize(350);

    assertThat(Duration.between(begin, time.instant())).isLessThan(Duration.ofMinutes(4));
  }

  @Test
  void limitThatLetsNobodyThroughAnyMore_isATransientFailure_afterAMinuteAndAHalf() {
    manifests(50, () -> false);
    Instant begin = time.instant();

    assertThatThrownBy(this::images)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("attempts (status 429");

    assertThat(Duration.between(begin, time.instant()))
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110));
  }

  private SourceImages images() {
    return new PublicRegistries(Clients.registries(LIMITS, time), Optional.empty())
        .images(server.repository("app"), EVERY);
  }

  private void manifests(int tags, BooleanSupplier allowed) {
    String[] names = IntStream.range(0, tags).mapToObj(n -> "v" + n).toArray(String[]::new);
    left.set(tags);
    server.script(
        request -> {
          if (!request.method().equals("HEAD")) {
            return Reply.tags(names);
          }
          if (!allowed.getAsBoolean()) {
            return Reply.of(429);
          }
          left.decrementAndGet();
          return Reply.digest(DIGEST.value());
        });
  }

  private final class Bucket {
    private final Duration each;
    private final Duration most;
    private Instant filled = time.instant();

    Bucket(int perSecond, int burst) {
      each = Duration.ofSeconds(1).dividedBy(perSecond);
      most = each.multipliedBy(burst);
      filled = filled.minus(most);
    }

    synchronized boolean take() {
      Instant oldest = time.instant().minus(most);
      Instant from = filled.isAfter(oldest) ? filled : oldest;
      if (from.plus(each).isAfter(time.instant())) {
        return false;
      }
      filled = from.plus(each);
      return true;
    }
  }

  /** So many in each minute of the clock. */
  private final class FixedWindow {
    private final int most;
    private Instant minute = Instant.MIN;
    private int taken;

    FixedWindow(int most) {
      this.most = most;
    }

    synchronized boolean take() {
      Instant now = time.instant().truncatedTo(ChronoUnit.MINUTES);
      if (!now.equals(minute)) {
        minute = now;
        taken = 0;
      }
      return taken++ < most;
    }
  }

  /** Passes once all who ask for an image sleep, until the first of them awakes. */
  private final class SharedTime implements Time {
    private final List<Instant> ends = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Instant instant() {
      return now;
    }

    @Override
    public synchronized void sleep(Duration pause, String meanwhile) {
      Instant end = now.plus(pause);
      ends.add(end);
      try {
        while (now.isBefore(end)) {
          if (ends.size() < Math.min(LIMITS.maxConcurrent(), left.get())) {
            wait(1);
          } else {
            now = Collections.min(ends);
            ends.removeIf(other -> !other.isAfter(now));
            notifyAll();
          }
        }
      } catch (InterruptedException e) {
        throw TransientFailure.interrupted(meanwhile, e);
      }
    }
  }
}
