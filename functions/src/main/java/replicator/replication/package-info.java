/** What each function does, out of concepts and ports: one class for each, named for its act. */
@NullMarked
package replicator.replication;

import org.jspecify.annotations.NullMarked;
