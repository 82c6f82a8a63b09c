package replicator.registry.http;

import java.net.URI;
import java.util.Optional;

/**
 * One thing asked of a registry.
 *
 * @param method HEAD or GET
 * @param scope of the token it needs, such as {@code repository:library/ubuntu:pull}; empty if it
 *     is to be asked without a login
 * @param accept media types
 * @param longest bytes that the answer may have
 */
public record RegistryRequest(
    Endpoint endpoint, String method, URI uri, Optional<String> scope, String accept, int longest) {

  public RegistryRequest at(URI other) {
    return new RegistryRequest(endpoint, method, other, scope, accept, longest);
  }

  /** Without the path if the host is another: a foreign registry chose that. */
  @Override
  public String toString() {
    return endpoint.hasHost(uri)
        ? RequestDescription.of(method, uri)
        : method + " " + RequestDescription.origin(uri) + " for " + endpoint;
  }
}
