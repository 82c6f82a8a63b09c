/** Many things done at once by threads, of which the first failure is that of all. */
@NullMarked
package replicator.concurrent;

import org.jspecify.annotations.NullMarked;
