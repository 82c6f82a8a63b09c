package replicator.registry;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import replicator.failure.PermanentFailure;

/** Follows redirects, without taking a login to another host. */
final class Redirects {
  private static final int MOST = 5;
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private final RetryingTransport transport;

  Redirects(RetryingTransport transport) {
    this.transport = transport;
  }

  HttpResponse<byte[]> ask(RegistryRequest request, Optional<String> authorization) {
    RegistryRequest next = request;
    Optional<String> header = authorization;
    for (int hops = 0; hops <= MOST; hops++) {
      HttpResponse<byte[]> answer = transport.ask(next, header);
      if (!STATUSES.contains(answer.statusCode())) {
        return answer;
      }
      URI target = target(next, answer);
      if (!sameOrigin(next.uri(), target)) {
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

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && Endpoint.port(one) == Endpoint.port(other);
  }
}
