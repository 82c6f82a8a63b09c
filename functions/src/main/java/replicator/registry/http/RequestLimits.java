package replicator.registry.http;

import java.time.Duration;

/**
 * How much is asked of a registry, and for how long.
 *
 * @param maxConcurrent requests under way at one host at the same time
 * @param attempts in all, for a request that meets an outage; more at a limit, as long as others
 *     get through now and then
 * @param initialBackoff before the second attempt; each later wait is twice as long, and up to half
 *     of it is left to chance
 * @param maxBackoff between two attempts; a registry that asks for more is given up
 * @param connectTimeout the longest that a connection may take
 * @param requestTimeout the longest that a whole answer may take
 */
public record RequestLimits(
    int maxConcurrent,
    int attempts,
    Duration initialBackoff,
    Duration maxBackoff,
    Duration connectTimeout,
    Duration requestTimeout) {

  /**
   * Five attempts wait 15 seconds in all at most. Docker Hub's own limits ask for waits up to a
   * minute, one of them <a href="https://docs.docker.com/docker-hub/usage/">without saying so</a>.
   */
  public static final RequestLimits DEFAULT =
      new RequestLimits(
          10,
          5,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));
}
