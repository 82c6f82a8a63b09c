/** What the rest of the system asks of a source registry, of whatever kind. */
@NullMarked
package replicator.source;

import org.jspecify.annotations.NullMarked;
