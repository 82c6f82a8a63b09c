/** Amazon ECR's private registries, as a source and as the destination, through its API. */
@NullMarked
package replicator.ecr;

import org.jspecify.annotations.NullMarked;
