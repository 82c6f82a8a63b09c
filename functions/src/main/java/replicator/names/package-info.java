/** How a kind of source names its repositories, and what people may write for them. */
@NullMarked
package replicator.names;

import org.jspecify.annotations.NullMarked;
