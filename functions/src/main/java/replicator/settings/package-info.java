/** The parameters of the stack as the functions see them, checked once. */
@NullMarked
package replicator.settings;

import org.jspecify.annotations.NullMarked;
