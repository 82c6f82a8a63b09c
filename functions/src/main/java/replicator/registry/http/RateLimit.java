package replicator.registry.http;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of a host's pull limit, as <a
 * href="https://docs.docker.com/docker-hub/usage/pulls/">Docker Hub</a> reports it: {@code
 * ratelimit-remaining: 76;w=21600}. Logged when first seen and each time half of it has gone, since
 * every answer has it.
 */
final class RateLimit {
  private static final Logger LOG = Logger.getLogger(RateLimit.class.getName());
  private static final Pattern VALUE = Pattern.compile("([0-9]{1,9})(?:;w=([0-9]{1,9}))?.*");

  private final Map<String, Long> logged = new ConcurrentHashMap<>();

  void read(String host, HttpHeaders headers) {
    Optional<Matcher> remaining = value(headers, "ratelimit-remaining");
    if (remaining.isEmpty()) {
      return;
    }
    long left = Long.parseLong(remaining.get().group(1));
    Long before = logged.get(host);
    if (before != null && left * 2 > before && left <= before) {
      return;
    }
    logged.put(host, left);
    LOG.info(
        () ->
            "%s: %d pulls of %s left in a window of %s seconds"
                .formatted(
                    host,
                    left,
                    value(headers, "ratelimit-limit").map(m -> m.group(1)).orElse("?"),
                    Optional.ofNullable(remaining.get().group(2)).orElse("?")));
  }

  private static Optional<Matcher> value(HttpHeaders headers, String name) {
    return headers.firstValue(name).map(VALUE::matcher).filter(Matcher::matches);
  }
}
