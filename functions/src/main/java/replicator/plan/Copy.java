package replicator.plan;

import java.util.Optional;
import java.util.OptionalLong;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;

/**
 * One image that has to get from a source repository to a tag of a destination repository.
 *
 * @param digest that the source tag pointed to when the run looked
 * @param previous what the destination tag pointed to then
 * @param sizeInBytes as far as the source tells
 */
public record Copy(
    Repository source,
    Digest digest,
    Repository destination,
    Tag tag,
    Optional<Digest> previous,
    OptionalLong sizeInBytes) {

  /** The destination image as a person types it. */
  public String image() {
    return destination + ":" + tag;
  }
}
