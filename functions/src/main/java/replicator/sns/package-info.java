/** Amazon SNS, by which people hear of failures. */
@NullMarked
package replicator.sns;

import org.jspecify.annotations.NullMarked;
