package replicator.destination;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;
import replicator.image.Tag;

/**
 * The registry that images are copied to.
 *
 * <p>Answers are complete or there are none, as in {@link replicator.source.SourceRegistry}.
 */
public interface DestinationRegistry {
  RegistryHost host();

  /** Every tag of the repository and what it points to; empty if there is no such repository. */
  Map<Tag, Digest> tags(RepositoryName repository);

  /** As {@link #tags(RepositoryName)}, for these tags only. */
  Map<Tag, Digest> tags(RepositoryName repository, Set<Tag> wanted);

  /**
   * Makes the repository if it is missing, and leaves it as it is if it is there.
   *
   * @return which of its tags can never point to another image
   * @throws replicator.failure.PermanentFailure if it may not be made
   */
  Predicate<Tag> ensureRepository(RepositoryName repository);

  /** Those of the wanted images that the repository may have; it lacks the others. */
  Set<Digest> images(RepositoryName repository, Set<Digest> wanted);

  /**
   * Points a tag to an image that the repository has already.
   *
   * @return false if the repository does not have an image of this digest
   * @throws replicator.failure.PermanentFailure if the tag is immutable and points elsewhere
   */
  boolean putTag(RepositoryName repository, Digest digest, Tag tag);
}
