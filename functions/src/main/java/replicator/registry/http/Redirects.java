package replicator.registry.http;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import replicator.concurrent.Time;
import replicator.failure.PermanentFailure;

/** Follows redirects, without taking a login to another host. */
public final class Redirects {
  private static final int MOST = 5;
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private final RetryingTransport transport;

  private Redirects(RetryingTransport transport) {
    this.transport = transport;
  }

  /**
   * @param tls whose certificates are believed
   */
  public static Redirects of(
      AddressPolicy addresses, RequestLimits limits, SSLContext tls, Time time) {
    return new Redirects(new RetryingTransport(addresses, limits, tls, time));
  }

  /**
   * @param authorization header, which goes to the request's URI
   * @return an answer that is no redirect, no outage and no limit
   * @throws replicator.failure.TransientFailure if there is none; its cause is an {@link
   *     InternalServerError} if the request has a scope and all of its attempts met one
   */
  public HttpResponse<byte[]> ask(RegistryRequest request, Optional<String> authorization) {
    RegistryRequest next = request;
    Optional<String> header = authorization;
    for (int hops = 0; hops <= MOST; hops++) {
      HttpResponse<byte[]> answer = transport.ask(next, header);
      if (!STATUSES.contains(answer.statusCode())) {
        return answer;
      }
      URI target = target(next, answer);
      if (!Endpoint.sameOrigin(next.uri(), target)) {
        header = Optional.empty();
      }
      next = next.at(target);
    }
    throw new PermanentFailure("%s: more than %d redirects".formatted(request, MOST));
  }

  private static URI target(RegistryRequest request, HttpResponse<byte[]> answer) {
    String location = answer.headers().firstValue("location").orElse("");
    try {
      URI target = References.resolve(request.uri(), location);
      if (!location.isBlank() && target.getHost() != null) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without what the location holds.
    }
    throw new PermanentFailure(request + ": redirects to no address");
  }
}
