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
import javax.net.ssl.SSLContext;
import replicator.concurrent.Pause;
import replicator.concurrent.Time;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

/** Asks again where it may help, and as often and as soon as the host likes. */
final class RetryingTransport {
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

  /**
   * @param authorization header, which goes to the request's URI
   * @return an answer that is no outage and no limit
   * @throws TransientFailure if there is none; its cause is an {@link InternalServerError} if the
   *     request has a scope and its last attempt met one
   */
  HttpResponse<byte[]> ask(RegistryRequest request, Optional<String> authorization) {
    Gate gate = gate(request.uri());
    for (int attempt = 1; ; attempt++) {
      Duration wait = Pause.doubled(attempt - 1, limits.initialBackoff(), limits.maxBackoff());
      String reason;
      int status = 0;
      try {
        HttpResponse<byte[]> answer = once(request, authorization, gate);
        status = answer.statusCode();
        if (!isTemporary(status)) {
          return answer;
        }
        reason = "status " + status + (status == 429 ? ", too many requests" : "");
        Optional<Duration> asked = RetryAfter.in(answer.headers(), time.instant());
        if (asked.isPresent()) {
          // Less than its own pause would use up the attempts before anything can change.
          wait = wait.compareTo(asked.get()) < 0 ? asked.get() : wait;
          reason += ", asked to wait " + asked.get().toSeconds() + " s";
        }
        if (status == 429 || asked.isPresent()) {
          gate.closeFor(wait.compareTo(limits.maxBackoff()) < 0 ? wait : limits.maxBackoff());
        }
      } catch (TooLong e) {
        throw new PermanentFailure(
            "%s: answered with more than %d bytes".formatted(request, e.longest));
      } catch (IOException e) {
        reason = ConnectionFailure.reason(request, e);
      }
      if (attempt >= limits.attempts() || wait.compareTo(limits.maxBackoff()) > 0) {
        String message = "%s: no answer after %d attempts (%s)".formatted(request, attempt, reason);
        // The greeting and a token, which have no scope, are not about one tag.
        throw status == 500 && request.scope().isPresent()
            ? new TransientFailure(message, new InternalServerError())
            : new TransientFailure(message);
      }
      time.sleep(wait, "waiting for a registry");
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
