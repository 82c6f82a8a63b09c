package replicator.plan;

import replicator.image.Repository;
import replicator.image.Tag;

/**
 * An image that is asked for by name and that the source does not have.
 *
 * @param reason a sentence that names it
 */
public record Unavailable(Repository source, Repository destination, Tag tag, String reason) {}
