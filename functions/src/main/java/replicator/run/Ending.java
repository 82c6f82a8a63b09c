package replicator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param message a sentence for people
 * @param usage what it has taken
 * @param behindSince since when the destination is behind: the start of the first of the latest
 *     consecutive runs of everything that did not succeed, or of this one if there is none; absent
 *     if this one succeeded
 */
public record Ending(
    RunStatus status, Instant at, String message, Usage usage, Optional<Instant> behindSince) {}
