package replicator.selection;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import replicator.image.Repository;

/** Which images of the source are wanted, whatever the source has. */
public interface Selection {
  /**
   * Each repository once, in order.
   *
   * @param repositories all that the source has; asked for only where the selection depends on it,
   *     since not every registry lists them
   */
  List<Selected> among(Supplier<List<Repository>> repositories);

  /** The {@link TagRule#entry entries} that must match something somewhere. */
  Set<String> entries();
}
