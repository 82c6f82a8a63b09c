/** What a run has to do: the difference between source and destination, packed into batches. */
@NullMarked
package replicator.plan;

import org.jspecify.annotations.NullMarked;
