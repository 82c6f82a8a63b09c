/** One sweep over the source: who may run, what it did, and what people are told of it. */
@NullMarked
package replicator.run;

import org.jspecify.annotations.NullMarked;
