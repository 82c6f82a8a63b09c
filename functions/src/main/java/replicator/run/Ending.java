package replicator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param message a sentence for people
 * @param usage what it has taken
 * @param behindSince since when the destination is behind: the start of the first of the latest
 *     consecutive runs, this one included, that did not succeed, of which one of some images that
 *     succeeded is no end; absent if this one succeeded
 */
public record Ending(
    RunStatus status, Instant at, String message, Usage usage, Optional<Instant> behindSince) {}
