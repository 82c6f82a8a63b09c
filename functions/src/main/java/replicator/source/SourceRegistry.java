package replicator.source;

import java.util.List;
import java.util.Optional;
import replicator.image.Repository;
import replicator.selection.TagChoice;

/**
 * A registry, or several, that images come from.
 *
 * <p>An answer is whole or there is none: whoever cannot list everything throws {@link
 * replicator.failure.TransientFailure} or {@link replicator.failure.PermanentFailure}, because what
 * is missing from a list would look like nothing to copy.
 */
public interface SourceRegistry {
  /** Every repository, in order. */
  List<Repository> repositories();

  /**
   * The images under the chosen tags, in order of their tags. A tag of {@link TagChoice.Exactly}
   * that the repository does not have is left out.
   *
   * @return empty if there is no such repository
   */
  Optional<List<SourceImage>> images(Repository repository, TagChoice choice);
}
