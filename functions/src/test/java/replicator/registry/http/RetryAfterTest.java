package replicator.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "'Thu, 01 Jan 2026 00:01:00 GMT', 60",
    "'Wed, 31 Dec 2025 23:00:00 GMT', 0",
  })
  void wait_isRead(String header, long seconds) {
    assertThat(read(header)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "9999999999999", "1.5", ""})
  void nonsense_isAsIfNothingWereAsked(String header) {
    assertThat(read(header)).isEmpty();
  }

  private static Optional<Duration> read(String header) {
    return RetryAfter.in(
        HttpHeaders.of(Map.of("Retry-After", List.of(header)), (name, value) -> true), NOW);
  }
}
