/** What must not be read in a log, taken out of it. */
@NullMarked
package replicator.redaction;

import org.jspecify.annotations.NullMarked;
