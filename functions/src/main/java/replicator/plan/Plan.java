package replicator.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import replicator.image.RepositoryName;

/**
 * What a run has to do, or a part of it.
 *
 * @param problems what could not be planned, a sentence each
 * @param matched the entries of the list, among those that could be useless, that are not
 * @param upTo the last destination repository that this part is about; empty if there is no further
 *     part
 */
public record Plan(
    Difference difference,
    Batches batches,
    List<String> problems,
    Set<String> matched,
    Optional<RepositoryName> upTo) {
  public Plan {
    problems = List.copyOf(problems);
    matched = Set.copyOf(matched);
  }
}
