package replicator.plan;

import java.util.List;
import replicator.selection.Selected;

/** Which destination repository keeps the copies of which source repository. */
public interface DestinationNaming {
  /**
   * As many as selected, in their order.
   *
   * @throws replicator.failure.InvalidParameter if ECR would refuse a name, or two sources would
   *     get one destination
   */
  List<Wanted> wanted(List<Selected> selected);
}
