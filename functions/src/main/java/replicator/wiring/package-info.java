/**
 * How the parts are put together. Nothing is made before it is needed, so that a function starts
 * with the clients that it uses and no others. What depends on a list or a credential that people
 * may change is made anew for each call, since a function's process outlives many.
 *
 * <p>No producer of what is made anew takes a Provider: whoever asks for such a thing would keep it
 * for good, see <a href="https://github.com/quarkusio/quarkus/issues/5281">Quarkus 5281</a>.
 */
@NullMarked
package replicator.wiring;

import org.jspecify.annotations.NullMarked;
