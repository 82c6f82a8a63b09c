package replicator.plan;

import replicator.image.Repository;
import replicator.image.Tag;

/**
 * An image that is asked for by name and that the source does not have.
 *
 * @param source as a person types it
 * @param reason a sentence that names it
 */
public record Unavailable(String source, Repository destination, Tag tag, String reason) {
  static Unavailable of(String source, Repository destination, Tag tag) {
    return new Unavailable(source, destination, tag, "the source has no image " + source);
  }
}
