package replicator.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.selection.TagChoice;

/**
 * A registry, or several, that images come from.
 *
 * <p>An answer is complete or there is none: a source that cannot list everything throws {@link
 * replicator.failure.TransientFailure} or {@link replicator.failure.PermanentFailure}, because an
 * image that is missing from a list would look as if there were nothing to copy.
 */
public interface SourceRegistry {
  /**
   * Every repository, in order.
   *
   * @throws replicator.failure.PermanentFailure if the registry does not list them; the message
   *     says what would help
   */
  List<Repository> repositories();

  /**
   * The chosen images. What {@link TagChoice} names and the repository does not have is left out,
   * as is everything where there is no such repository; {@link TagChoice#digests} come under their
   * tag.
   */
  SourceImages images(Repository repository, TagChoice choice);

  /**
   * How many bytes of compressed layers these images have, as far as the registry reports it
   * without a pull; other images are left out. It may report fewer than an image for several
   * platforms has.
   */
  default Map<Digest, Long> sizes(Repository repository, Set<Digest> digests) {
    return Map.of();
  }
}
