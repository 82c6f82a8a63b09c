/** The registry auth file that lets copying tasks in at both registries, and who writes it when. */
@NullMarked
package replicator.auth;

import org.jspecify.annotations.NullMarked;
