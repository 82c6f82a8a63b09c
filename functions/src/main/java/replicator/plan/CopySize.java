package replicator.plan;

import replicator.copy.Copy;

/** How much room copies take in the data that a task is started with. */
public interface CopySize {
  /** Taken once for all copies between the same two repositories. */
  int ofRepository(Copy copy);

  /** Taken by this copy alone. */
  int ofCopy(Copy copy);
}
