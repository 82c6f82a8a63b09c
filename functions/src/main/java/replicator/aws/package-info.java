/**
 * What all adapters of AWS services share: how a client is made, and how the errors of a call
 * become failures.
 */
@NullMarked
package replicator.aws;

import org.jspecify.annotations.NullMarked;
