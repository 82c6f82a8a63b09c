/** What Amazon charges for tasks and for what they transfer. */
@NullMarked
package replicator.cost;

import org.jspecify.annotations.NullMarked;
