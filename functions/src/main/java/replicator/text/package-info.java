/** Words for messages to people. */
@NullMarked
package replicator.text;

import org.jspecify.annotations.NullMarked;
