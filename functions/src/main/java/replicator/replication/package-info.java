/** A run from its start to its end, put together from what the other concepts can do. */
@NullMarked
package replicator.replication;

import org.jspecify.annotations.NullMarked;
