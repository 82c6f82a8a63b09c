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
 * @param partial whether it is about some of the images only that the stack replicates
 */
public record Plan(
    Difference difference,
    Batches batches,
    List<String> problems,
    Set<String> matched,
    Optional<RepositoryName> upTo,
    boolean partial) {
  public Plan {
    problems = List.copyOf(problems);
    matched = Set.copyOf(matched);
  }

  /** All of it. */
  public Plan(Difference difference, Batches batches, List<String> problems) {
    this(difference, batches, problems, Set.of(), Optional.empty(), false);
  }

  /** The same, for a run that was asked for some images only. */
  public Plan asPartial() {
    return new Plan(difference, batches, problems, matched, upTo, true);
  }
}
