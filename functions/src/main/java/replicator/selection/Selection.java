package replicator.selection;

import java.util.List;
import java.util.function.Supplier;
import replicator.image.Repository;

/** Which images of the source are wanted, whatever the source has. */
public interface Selection {
  /**
   * Each path once, in order of the paths; a repository that was typed in two ways comes twice.
   *
   * @param repositories all that the source has; asked for only where the selection depends on it,
   *     since not every registry lists them
   */
  List<Selected> among(Supplier<List<Repository>> repositories);

  Entries entries();

  /** What people hear of one of {@link #entries} that matches nothing. */
  default String useless(String entry) {
    return "the entry \"%s\" of the list matches no image of the source".formatted(entry);
  }
}
