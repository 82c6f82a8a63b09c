/** What the rest of the system asks of the Amazon ECR registry that keeps the copies. */
@NullMarked
package replicator.destination;

import org.jspecify.annotations.NullMarked;
