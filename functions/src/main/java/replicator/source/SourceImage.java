package replicator.source;

import java.util.OptionalLong;
import replicator.image.Digest;
import replicator.image.Tag;

/**
 * A tag of a source repository and what it points to now.
 *
 * @param sizeInBytes of the compressed layers, where the registry tells without a pull (ECR does
 *     for single images)
 */
public record SourceImage(Tag tag, Digest digest, OptionalLong sizeInBytes) {
  public static SourceImage of(Tag tag, Digest digest) {
    return new SourceImage(tag, digest, OptionalLong.empty());
  }
}
