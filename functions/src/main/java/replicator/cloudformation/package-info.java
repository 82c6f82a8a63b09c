/** Speaks with CloudFormation as the provider of a custom resource. */
@NullMarked
package replicator.cloudformation;

import org.jspecify.annotations.NullMarked;
