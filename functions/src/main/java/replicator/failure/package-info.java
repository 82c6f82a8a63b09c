/** Failures, divided by what a caller does about them: try again, or report them and stop. */
@NullMarked
package replicator.failure;

import org.jspecify.annotations.NullMarked;
