package replicator.copy;

import java.util.Optional;
import replicator.plan.Copy;

/**
 * How far the copy of an image is in a run.
 *
 * @param reason why it failed, or why the last attempt did
 */
public record ImageStatus(Copy copy, ImageState state, Optional<String> reason) {
  public boolean isOpen() {
    return state == ImageState.PENDING || state == ImageState.COPYING;
  }
}
