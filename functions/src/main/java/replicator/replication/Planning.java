package replicator.replication;

import replicator.plan.Plan;
import replicator.run.RunInput;

/** Plans what a run is asked for. */
public interface Planning {
  /**
   * Looks at the input alone.
   *
   * @throws replicator.failure.InvalidParameter if it names images that cannot be
   */
  void check(RunInput input);

  /** Whether the stack replicates anything of the repositories that the input names. */
  boolean concerns(RunInput input);

  /** Lists both sides. */
  Plan plan(RunInput input);
}
