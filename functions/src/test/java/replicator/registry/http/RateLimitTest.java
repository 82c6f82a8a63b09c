package replicator.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import replicator.registry.LoggedLines;

class RateLimitTest {
  private final LoggedLines log = new LoggedLines();
  private final RateLimit rateLimit = new RateLimit();

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void remainingPulls_areLoggedWithTheirLimitAndWindow() {
    read("76;w=21600");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("registry-1.docker.io: 76 pulls of 100 left in a window of 21600 seconds");
  }

  @Test
  void remainingPulls_areLoggedAgainWhenHalfOfThemHasGone_orThereAreMore() {
    for (int left = 100; left >= 0; left--) {
      read(left + ";w=21600");
    }
    read("100;w=21600");
    assertThat(log.lines())
        .extracting(line -> line.replaceAll(".*io: (\\d+) pulls.*", "$1"))
        .containsExactly("100", "50", "25", "12", "6", "3", "1", "0", "100");
  }

  @Test
  void otherAnswers_areNotLogged() {
    read("many");
    rateLimit.read("quay.io", HttpHeaders.of(Map.of(), (name, value) -> true));
    assertThat(log.lines()).isEmpty();
  }

  private void read(String remaining) {
    rateLimit.read(
        "registry-1.docker.io",
        HttpHeaders.of(
            Map.of(
                "ratelimit-limit", List.of("100;w=21600"),
                "ratelimit-remaining", List.of(remaining)),
            (name, value) -> true));
  }
}
