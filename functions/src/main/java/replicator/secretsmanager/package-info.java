/** AWS Secrets Manager: the registry auth file of the tasks, and credentials. */
@NullMarked
package replicator.secretsmanager;

import org.jspecify.annotations.NullMarked;
