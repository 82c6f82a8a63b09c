/**
 * Many things done at once, and waiting; an interrupted thread fails with a {@link
 * replicator.failure.TransientFailure}.
 */
@NullMarked
package replicator.concurrent;

import org.jspecify.annotations.NullMarked;
