/**
 * Many things done at once, and waiting; whoever is interrupted meanwhile has failed in passing.
 */
@NullMarked
package replicator.concurrent;

import org.jspecify.annotations.NullMarked;
