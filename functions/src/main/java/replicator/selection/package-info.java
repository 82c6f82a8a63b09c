/** Which images of a source are wanted: what each way to say so becomes. */
@NullMarked
package replicator.selection;

import org.jspecify.annotations.NullMarked;
