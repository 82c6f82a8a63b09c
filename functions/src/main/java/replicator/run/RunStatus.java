package replicator.run;

/** How far a run is. */
public enum RunStatus {
  RUNNING,
  /** Every image is at the destination. */
  SUCCEEDED,
  /** Something is not, or nobody knows what had to be. */
  FAILED
}
