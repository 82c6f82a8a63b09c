package replicator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param message a sentence for people
 * @param usage what it has taken
 * @param behindSince since when the destination is behind: the start of the first of the latest
 *     runs, this one included, that all left something out; absent if this run copied everything
 */
public record Ending(
    RunStatus status, Instant at, String message, Usage usage, Optional<Instant> behindSince) {}
