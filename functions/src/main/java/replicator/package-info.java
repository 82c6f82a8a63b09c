/** Keeps copies of container images in Amazon ECR. */
@NullMarked
package replicator;

import org.jspecify.annotations.NullMarked;
