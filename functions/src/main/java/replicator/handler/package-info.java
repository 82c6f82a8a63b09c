/** The doors of the functions: read the event, have one thing done, answer. */
@NullMarked
package replicator.handler;

import org.jspecify.annotations.NullMarked;
