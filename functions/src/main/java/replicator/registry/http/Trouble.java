package replicator.registry.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Why a request has to be made again.
 *
 * @param pause before that
 * @param status of the answer; 0 if there was none
 * @param ofTheHost whether all requests to the host have to pause, not this one alone
 */
record Trouble(String reason, Duration pause, int status, boolean ofTheHost) {
  private static final int TOO_MANY_REQUESTS = 429;

  /** Whether the host limits the rate of requests. */
  boolean isLimit() {
    return status == TOO_MANY_REQUESTS;
  }

  /** No answer. */
  static Trouble of(String reason, Duration pause) {
    return new Trouble(reason, pause, 0, false);
  }

  /** An answer that may be another one later. */
  static Trouble of(HttpResponse<?> answer, Duration pause, Instant now) {
    int status = answer.statusCode();
    boolean limited = status == TOO_MANY_REQUESTS;
    String reason = "status " + status + (limited ? ", too many requests" : "");
    Optional<Duration> asked = RetryAfter.in(answer.headers(), now);
    if (asked.isEmpty()) {
      return new Trouble(reason, pause, status, limited);
    }
    // Less than its own pause would use up the attempts before anything can change.
    return new Trouble(
        "%s, asked to wait %d s".formatted(reason, asked.get().toSeconds()),
        Collections.max(List.of(pause, asked.get())),
        status,
        true);
  }
}
