/** One sweep over the source: which execution may run, what it did, and how people hear of it. */
@NullMarked
package replicator.run;

import org.jspecify.annotations.NullMarked;
