package replicator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param message a sentence for people
 * @param usage what it has taken
 * @param behindSince since when the destination is behind: the start of the first of the latest
 *     consecutive runs, this one included, that did not succeed; absent if this one did
 */
public record Ending(
    RunStatus status, Instant at, String message, Usage usage, Optional<Instant> behindSince) {}
