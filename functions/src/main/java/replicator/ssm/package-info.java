/** AWS Systems Manager's Parameter Store: the list of images, and credentials. */
@NullMarked
package replicator.ssm;

import org.jspecify.annotations.NullMarked;
