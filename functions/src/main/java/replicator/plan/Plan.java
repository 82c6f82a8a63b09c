package replicator.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replicator.copy.Unavailable;
import replicator.image.RepositoryName;

/**
 * What a run has to do, or a part of it.
 *
 * @param useless entries of the list that match no image, and repositories that do not list their
 *     tags, a sentence each
 * @param matched those entries for several repositories that have matched an image
 * @param upTo the last destination repository that this part is about; empty if it is the last part
 */
public record Plan(
    Difference difference,
    Batches batches,
    List<String> useless,
    Set<String> matched,
    Optional<RepositoryName> upTo) {
  public Plan {
    useless = List.copyOf(useless);
    matched = Set.copyOf(matched);
  }

  /** What could not be planned, a sentence each: what is useless, and unavailable images. */
  public List<String> problems() {
    Stream<String> unavailable = difference.unavailable().stream().map(Unavailable::reason);
    return Stream.concat(useless.stream(), unavailable).toList();
  }
}
