package replicator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param message what people are told
 * @param usage what it has taken
 * @param behindSince when the first run began of those, up to this one, that did not bring
 *     everything; absent if this one has
 */
public record Ending(
    RunStatus status, Instant at, String message, Usage usage, Optional<Instant> behindSince) {}
