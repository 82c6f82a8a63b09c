package replicator.replication;

import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.run.RunInput;

/** Plans what a run is asked for. */
public interface Planning {
  /**
   * Looks at the input alone.
   *
   * @throws replicator.run.InvalidInput if it names images that cannot exist
   */
  void check(RunInput input);

  /** Whether the stack replicates anything of the repositories that the input names. */
  boolean concerns(RunInput input);

  /**
   * Lists both sides.
   *
   * @param earlier how far the run is planned: this continues from there
   * @return all of it, or a part if the run is not limited to some repositories
   */
  Plan plan(RunInput input, Progress earlier);
}
