/**
 * What all adapters of AWS services share: how a client is made, and what becomes of the errors of
 * a call.
 */
@NullMarked
package replicator.aws;

import org.jspecify.annotations.NullMarked;
