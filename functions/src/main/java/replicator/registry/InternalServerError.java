package replicator.registry;

import java.io.IOException;

/**
 * Why a request failed, however often it was made: status 500. An outage may answer so, and a
 * registry that is well but for one broken tag: <a
 * href="https://github.com/distribution/distribution/issues/2430">distribution, issue 2430</a>.
 */
final class InternalServerError extends IOException {
  InternalServerError() {
    super("status 500");
  }
}
