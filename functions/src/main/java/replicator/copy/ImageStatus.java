package replicator.copy;

import java.util.Optional;

/**
 * How far the copy of an image is in a run.
 *
 * @param reason why it failed, or why the last attempt did
 * @param attempts that tasks have made; none if it needed no task
 */
public record ImageStatus(Copy copy, ImageState state, Optional<String> reason, int attempts) {
  public boolean isOpen() {
    return state == ImageState.PENDING || state == ImageState.COPYING;
  }

  /**
   * Why its last attempt ended; empty in an attempt, which the reason of the one before says
   * nothing of.
   */
  public Optional<String> endedFor() {
    return reason.filter(_ -> state != ImageState.COPYING);
  }
}
