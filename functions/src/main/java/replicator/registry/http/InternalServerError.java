package replicator.registry.http;

import java.io.IOException;

/**
 * Why a request failed, however often it was made: status 500. An outage looks like this, and so
 * does one broken tag in a registry that is well otherwise: <a
 * href="https://github.com/distribution/distribution/issues/2430">distribution, issue 2430</a>.
 */
public final class InternalServerError extends IOException {
  InternalServerError() {
    super("status 500");
  }
}
