package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnoughTest {
  private Instant now = Instant.parse("2026-11-24T01:00:00Z");
  private final Enough enough = Enough.of(100, Duration.ofMinutes(5), () -> now);

  @Test
  void so_many_images_are_enough() {
    assertThat(enough.is(99)).isFalse();
    assertThat(enough.is(100)).isTrue();
  }

  @Test
  void after_so_long_whatever_there_is_is_enough() {
    now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
    assertThat(enough.is(0)).isFalse();

    now = now.plusMillis(1);
    assertThat(enough.is(0)).isTrue();
  }
}
