/** The life of a batch: prepared, copied by a task in one or more attempts, verified, settled. */
@NullMarked
package replicator.copy;

import org.jspecify.annotations.NullMarked;
