package replicator.registry;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import replicator.failure.PermanentFailure;

/** Follows redirects, and takes no login along to another host. */
final class Redirects {
  private static final int MOST = 5;
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private final Persistence persistence;

  Redirects(Persistence persistence) {
    this.persistence = persistence;
  }

  HttpResponse<byte[]> ask(Question question, Optional<String> authorization) {
    Question next = question;
    Optional<String> header = authorization;
    for (int hops = 0; hops <= MOST; hops++) {
      HttpResponse<byte[]> answer = persistence.ask(next, header);
      if (!STATUSES.contains(answer.statusCode())) {
        return answer;
      }
      URI target = target(next, answer);
      if (!sameOrigin(next.uri(), target)) {
        header = Optional.empty();
      }
      next = next.at(target);
    }
    throw new PermanentFailure("%s: more than %d redirects".formatted(question, MOST));
  }

  private static URI target(Question question, HttpResponse<byte[]> answer) {
    String location = answer.headers().firstValue("location").orElse("");
    try {
      URI target = References.resolve(question.uri(), location);
      if (!location.isBlank() && target.getHost() != null) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without what the location holds.
    }
    throw new PermanentFailure(question + ": redirects to no address");
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && Endpoint.port(one) == Endpoint.port(other);
  }
}
