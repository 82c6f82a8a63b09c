package replicator.plan;

import java.util.List;

/**
 * What a run has to do.
 *
 * @param problems what could not be planned, a sentence each
 * @param partial whether it is about some of the images only that the stack replicates
 */
public record Plan(Difference difference, Batches batches, List<String> problems, boolean partial) {
  public Plan {
    problems = List.copyOf(problems);
  }

  public Plan(Difference difference, Batches batches, List<String> problems) {
    this(difference, batches, problems, false);
  }

  /** The same, for a run that was asked for some images only. */
  public Plan asPartial() {
    return new Plan(difference, batches, problems, true);
  }
}
