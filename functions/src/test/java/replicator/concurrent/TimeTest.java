package replicator.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.failure.TransientFailure;

@Timeout(30)
class TimeTest {
  private final Time time = Time.system();

  @Test
  void time_passesBySleeping() {
    Instant before = time.instant();
    time.sleep(Duration.ofMillis(20), "nothing happens");

    assertThat(Duration.between(before, time.instant())).isPositive();
  }

  @Test
  void interruption_isAPassingFailureThatSaysWhatWentOn_andIsPassedOn() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> time.sleep(Duration.ofDays(1), "a table was busy"))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("interrupted while a table was busy");
    assertThat(Thread.interrupted()).isTrue();
  }
}
