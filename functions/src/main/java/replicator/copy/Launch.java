package replicator.copy;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known about an attempt's task.
 *
 * @param openedAt since when there may be one
 * @param refusals how often ECS had no capacity for it
 * @param taskArn once it is known to run
 */
public record Launch(Instant openedAt, int refusals, Optional<String> taskArn) {}
