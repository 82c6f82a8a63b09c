package replicator.names;

import java.util.Comparator;
import replicator.image.Repository;

/**
 * A repository that a list names.
 *
 * @param path what its copy is named after
 */
public record Named(Repository repository, String path) implements Comparable<Named> {
  private static final Comparator<Named> ORDER =
      Comparator.comparing(Named::path).thenComparing(Named::repository);

  @Override
  public int compareTo(Named other) {
    return ORDER.compare(this, other);
  }
}
