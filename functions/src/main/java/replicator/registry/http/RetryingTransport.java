package replicator.registry.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import replicator.concurrent.Pause;
import replicator.concurrent.Time;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

/**
 * Repeats requests where that may help, as often as is reasonable and as soon as the host allows.
 */
final class RetryingTransport {
  /** Between two attempts at a limit of a fixed window, so that the next one is not missed. */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);

  /** A window of a minute, in which nobody may get through, and the pauses around it. */
  private static final Duration WINDOW = Duration.ofSeconds(90);

  private final HttpTransport http;
  private final RequestLimits limits;
  private final AddressPolicy addresses;
  private final Time time;
  private final RateLimit rateLimit = new RateLimit();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  RetryingTransport(AddressPolicy addresses, RequestLimits limits, SSLContext tls, Time time) {
    this.http = new HttpTransport(tls, limits);
    this.limits = limits;
    this.addresses = addresses;
    this.time = time;
  }

  /** As {@link Redirects#ask} does, but a redirect is an answer. */
  HttpResponse<byte[]> ask(RegistryRequest request, Optional<String> authorization) {
    Gate gate = gate(request.uri());
    long served = gate.served();
    boolean always500 = request.scope().isPresent(); // greeting and token have none
    for (int attempt = 1; ; attempt++) {
      Duration pause = Pause.doubled(attempt - 1, limits.initialBackoff(), LONGEST_BACKOFF);
      Trouble trouble;
      try {
        HttpResponse<byte[]> answer = once(request, authorization, gate);
        if (!isTemporary(answer.statusCode())) {
          gate.serve();
          return answer;
        }
        trouble = Trouble.of(answer, pause, time.instant());
      } catch (TooLong e) {
        throw new PermanentFailure(
            "%s: answered with more than %d bytes".formatted(request, e.longest));
      } catch (IOException e) {
        trouble = Trouble.of(ConnectionFailure.reason(request, e), pause);
      }
      if (trouble.ofTheHost()) {
        gate.closeFor(Collections.min(List.of(trouble.pause(), limits.maxBackoff())));
        if (gate.served() > served) { // Others get through: a limit, and no outage.
          served = gate.served();
          attempt = 1;
        }
      }
      always500 &= trouble.status() == 500;
      boolean enough =
          attempt >= limits.attempts() && !(trouble.isLimit() && gate.hasServedWithin(WINDOW));
      if (enough || trouble.pause().compareTo(limits.maxBackoff()) > 0) {
        String message =
            "%s: no answer after %d attempts (%s)".formatted(request, attempt, trouble.reason());
        throw always500
            ? new TransientFailure(message, new InternalServerError())
            : new TransientFailure(message);
      }
      time.sleep(trouble.pause(), "waiting for a registry");
    }
  }

  private HttpResponse<byte[]> once(
      RegistryRequest request, Optional<String> authorization, Gate gate) throws IOException {
    HttpRequest sent = http(request, authorization);
    gate.enter();
    try {
      addresses.check(request.uri(), request.endpoint());
      HttpResponse<byte[]> answer = http.send(sent, request.longest());
      rateLimit.read(request.uri().getHost(), answer.headers());
      return answer;
    } finally {
      gate.leave();
    }
  }

  private static HttpRequest http(RegistryRequest request, Optional<String> authorization) {
    HttpRequest.Builder http;
    try {
      http = HttpRequest.newBuilder(request.uri());
    } catch (IllegalArgumentException e) { // Its message has the query.
      throw new PermanentFailure(request + ": no address that can be called");
    }
    http.method(request.method(), HttpRequest.BodyPublishers.noBody());
    http.header("Accept", request.accept());
    authorization.ifPresent(value -> http.header("Authorization", value));
    return http.build();
  }

  private Gate gate(URI uri) {
    return gates.computeIfAbsent(
        String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT),
        host -> new Gate(limits.maxConcurrent(), time));
  }

  /** 501 will not change by waiting. */
  private static boolean isTemporary(int status) {
    return status == 429 || status == 408 || (status >= 500 && status != 501);
  }
}
