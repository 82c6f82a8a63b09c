/**
 * The registry auth file, with which copying tasks log in to both registries, and when it is
 * written.
 */
@NullMarked
package replicator.auth;

import org.jspecify.annotations.NullMarked;
