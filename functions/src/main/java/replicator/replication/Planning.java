package replicator.replication;

import java.util.function.Supplier;
import replicator.plan.Plan;
import replicator.run.RunInput;

/** Plans what a run is asked for. */
public interface Planning {
  /**
   * Nothing is listed before the plan is asked for.
   *
   * @throws replicator.failure.InvalidParameter if the input names images that cannot be
   */
  Supplier<Plan> of(RunInput input);
}
