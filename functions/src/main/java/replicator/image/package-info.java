/**
 * The names of images as the OCI distribution specification and Docker's reference grammar have
 * them: a value exists only if it is right, and prints as what a person types.
 */
@NullMarked
package replicator.image;

import org.jspecify.annotations.NullMarked;
