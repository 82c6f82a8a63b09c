/**
 * Source registries that speak the <a
 * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">OCI distribution
 * protocol</a>: Docker Hub, Quay, GitHub's, Kubernetes', Amazon ECR Public, private ones.
 *
 * <p>{@link replicator.registry.PublicRegistries} and {@link replicator.registry.PrivateRegistry}
 * are what others use. Their answers are complete: what cannot be read to its end is a failure. A
 * login goes to its own registry and to that registry's token service, and to nobody else; no
 * message and no log line contains a login, a token or the query of a URL.
 */
@NullMarked
package replicator.registry;

import org.jspecify.annotations.NullMarked;
