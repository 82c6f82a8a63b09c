package replicator.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

/** Asks again where it may help, and as often and as soon as the host likes. */
final class Persistence {
  private final Wire wire;
  private final Manners manners;
  private final Reach reach;
  private final Time time;
  private final RateLimit rateLimit = new RateLimit();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  Persistence(Reach reach, Manners manners, SSLContext tls, Time time) {
    this.wire = new Wire(tls, manners);
    this.manners = manners;
    this.reach = reach;
    this.time = time;
  }

  /**
   * @param authorization header, which goes to the question's URI
   * @return an answer that is no outage and no limit
   */
  HttpResponse<byte[]> ask(Question question, Optional<String> authorization) {
    Gate gate = gate(question.uri());
    for (int attempt = 1; ; attempt++) {
      Duration wait = backoff(attempt);
      String reason;
      try {
        HttpResponse<byte[]> answer = once(question, authorization, gate);
        if (!isTemporary(answer.statusCode())) {
          return answer;
        }
        reason =
            "status "
                + answer.statusCode()
                + (answer.statusCode() == 429 ? ", too many requests" : "");
        Optional<Duration> asked = RetryAfter.in(answer.headers(), time.now());
        if (asked.isPresent()) {
          // Less than its own pause would use up the attempts before anything can change.
          wait = wait.compareTo(asked.get()) < 0 ? asked.get() : wait;
          reason += ", asked to wait " + asked.get().toSeconds() + " s";
        }
        if (answer.statusCode() == 429 || asked.isPresent()) {
          gate.closeFor(wait.compareTo(manners.longestWait()) < 0 ? wait : manners.longestWait());
        }
      } catch (TooLong e) {
        throw new PermanentFailure(
            "%s: answered with more than %d bytes".formatted(question, e.longest));
      } catch (IOException e) {
        reason = Breakdown.reason(question, e);
      }
      if (attempt >= manners.attempts() || wait.compareTo(manners.longestWait()) > 0) {
        throw new TransientFailure(
            "%s: no answer after %d attempts (%s)".formatted(question, attempt, reason));
      }
      sleep(wait);
    }
  }

  private HttpResponse<byte[]> once(Question question, Optional<String> authorization, Gate gate)
      throws IOException {
    HttpRequest request = request(question, authorization);
    gate.enter();
    try {
      reach.check(question.uri(), question.endpoint());
      HttpResponse<byte[]> answer = wire.send(request, question.longest());
      rateLimit.read(question.uri().getHost(), answer.headers());
      return answer;
    } finally {
      gate.leave();
    }
  }

  private static HttpRequest request(Question question, Optional<String> authorization) {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(question.uri());
    } catch (IllegalArgumentException e) { // Its message has the query.
      throw new PermanentFailure(question + ": no address that can be called");
    }
    request.method(question.method(), HttpRequest.BodyPublishers.noBody());
    request.header("Accept", question.accept());
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  private Gate gate(URI uri) {
    return gates.computeIfAbsent(
        String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT),
        host -> new Gate(manners.atOnce(), time));
  }

  private Duration backoff(int attempt) {
    long most = manners.firstWait().toMillis() << Math.min(attempt - 1, 20);
    most = Math.min(most, manners.longestWait().toMillis());
    return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  private void sleep(Duration wait) {
    try {
      time.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while waiting for a registry", e);
    }
  }

  /** 501 will not change by waiting. */
  private static boolean isTemporary(int status) {
    return status == 429 || status == 408 || (status >= 500 && status != 501);
  }
}
