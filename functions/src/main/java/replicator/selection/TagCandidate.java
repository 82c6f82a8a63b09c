package replicator.selection;

import java.time.Instant;
import java.util.Optional;
import replicator.image.Tag;

/**
 * A tag that a repository offers.
 *
 * @param pushedAt when its image was pushed, where the registry reports it (ECR does, others do
 *     not)
 */
public record TagCandidate(Tag tag, Optional<Instant> pushedAt) {
  public static TagCandidate of(Tag tag) {
    return new TagCandidate(tag, Optional.empty());
  }
}
