/** What goes wrong, told apart by what a caller does about it: try again, or say so and stop. */
@NullMarked
package replicator.failure;

import org.jspecify.annotations.NullMarked;
