/**
 * Requests to hosts that nobody vouches for: none goes to an address that it must not reach, each
 * answer is whole and of bounded size, and outages and limits are waited out. {@link
 * replicator.registry.http.Redirects} makes them.
 */
@NullMarked
package replicator.registry.http;

import org.jspecify.annotations.NullMarked;
