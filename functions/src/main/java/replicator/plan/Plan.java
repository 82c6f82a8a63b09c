package replicator.plan;

import java.util.List;

/**
 * What a run has to do.
 *
 * @param problems what could not be planned, a sentence each
 */
public record Plan(Difference difference, Batches batches, List<String> problems) {
  public Plan {
    problems = List.copyOf(problems);
  }
}
