/** The language of the parameter srcImageList: entries, tag expressions, version ranges. */
@NullMarked
package replicator.list;

import org.jspecify.annotations.NullMarked;
