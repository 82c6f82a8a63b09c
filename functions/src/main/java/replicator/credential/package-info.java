/** What opens a registry that the stack's own permissions do not open, and where it is kept. */
@NullMarked
package replicator.credential;

import org.jspecify.annotations.NullMarked;
