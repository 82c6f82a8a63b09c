/** Takes out of a log what nobody may read there. */
@NullMarked
package replicator.redaction;

import org.jspecify.annotations.NullMarked;
