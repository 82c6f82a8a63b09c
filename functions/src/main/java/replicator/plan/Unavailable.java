package replicator.plan;

import replicator.image.Repository;
import replicator.image.Tag;

/**
 * An image that is asked for and that the source does not have, or does not give.
 *
 * @param source as a person types it
 * @param reason a sentence that names it
 */
public record Unavailable(String source, Repository destination, Tag tag, String reason) {}
