package replicator.plan;

import java.util.List;
import java.util.stream.Stream;
import replicator.copy.Batch;

/**
 * The batches of a run. Those of a repository too large for one task do not all start at once: the
 * first brings the layers that they share, so that the others need not send them again.
 *
 * @param first may start at once
 * @param further may start when the first are through
 */
public record Batches(List<Batch> first, List<Batch> further) {
  public Batches {
    first = List.copyOf(first);
    further = List.copyOf(further);
  }

  /** The first ones, then the further ones. */
  public List<Batch> all() {
    return Stream.concat(first.stream(), further.stream()).toList();
  }

  public int count() {
    return first.size() + further.size();
  }
}
