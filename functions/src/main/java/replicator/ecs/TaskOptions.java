package replicator.ecs;

import java.time.Duration;

/**
 * How copying tasks run.
 *
 * @param spot whether on spare capacity, which AWS may take back
 * @param copyTimeout after which a task gives up one image
 * @param parallel how many repositories a task copies side by side
 * @param putPause from one manifest that all tasks together put to the next
 * @param maxConcurrency how many run at once at most
 */
public record TaskOptions(
    boolean spot, Duration copyTimeout, int parallel, Duration putPause, int maxConcurrency) {}
