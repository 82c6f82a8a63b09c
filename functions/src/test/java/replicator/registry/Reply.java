package replicator.registry;

import java.util.HashMap;
import java.util.Map;

/**
 * What a stand-in answers.
 *
 * @param missing bytes that are promised and never sent
 * @param afterwards before the connection is closed
 */
record Reply(
    int status, Map<String, String> headers, String body, int missing, Runnable afterwards) {
  static Reply of(int status) {
    return of(status, "");
  }

  static Reply of(int status, String body) {
    return new Reply(status, Map.of(), body, 0, () -> {});
  }

  /** In the error format of the distribution protocol. */
  static Reply error(int status, String code) {
    return of(status, "{\"errors\":[{\"code\":\"%s\"}]}".formatted(code));
  }

  static Reply digest(String digest) {
    return of(200).with("Docker-Content-Digest", digest);
  }

  static Reply tags(String... tags) {
    return of(200, "{\"name\":\"x\",\"tags\":[\"%s\"]}".formatted(String.join("\",\"", tags)));
  }

  /** The tags v1 to v3, each of {@link Clients#DIGEST}. */
  static Reply content(StandIn.Request request) {
    return request.method().equals("HEAD")
        ? digest(Clients.DIGEST.value())
        : tags("v1", "v2", "v3");
  }

  static Reply bearer(String realm) {
    return of(401)
        .with("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"the service\"");
  }

  Reply with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, missing, afterwards);
  }

  Reply cutShort() {
    return new Reply(status, headers, body, 10, afterwards);
  }

  /** Says nothing more for ten seconds, then hangs up. */
  Reply stalling() {
    return new Reply(
        status,
        headers,
        body,
        10,
        () -> {
          try {
            Thread.sleep(10_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
