/** Amazon CloudWatch's metrics. */
@NullMarked
package replicator.cloudwatch;

import org.jspecify.annotations.NullMarked;
