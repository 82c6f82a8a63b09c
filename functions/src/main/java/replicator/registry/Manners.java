package replicator.registry;

import java.time.Duration;

/**
 * How a registry is treated.
 *
 * @param atOnce requests under way at one host at the same time
 * @param attempts in all, for a request that meets an outage or a limit
 * @param firstWait before the second attempt; each later wait is twice as long, and up to half of
 *     it is left to chance
 * @param longestWait between two attempts; a registry that asks for more is given up
 * @param connect the longest that a connection may take
 * @param answer the longest that a whole answer may take
 */
public record Manners(
    int atOnce,
    int attempts,
    Duration firstWait,
    Duration longestWait,
    Duration connect,
    Duration answer) {

  /** Five attempts span about 15 seconds; Docker Hub's own limits ask for waits up to a minute. */
  public static final Manners DEFAULT =
      new Manners(
          10,
          5,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  public Manners {
    if (atOnce < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "atOnce is %d and attempts is %d: expected at least 1".formatted(atOnce, attempts));
    }
  }
}
