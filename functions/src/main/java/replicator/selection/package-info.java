/**
 * Which images of a source are to be replicated: the parameters srcList and srcImageList,
 * understood.
 */
@NullMarked
package replicator.selection;

import org.jspecify.annotations.NullMarked;
