package replicator.copy;

import java.util.Optional;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;

/**
 * An image that is asked for and that the source does not have, or does not give.
 *
 * @param previous digest that the destination's tag points to, which stays as it is
 * @param reason a sentence that names it
 */
public record Unavailable(
    Repository source, Repository destination, Tag tag, Optional<Digest> previous, String reason) {}
