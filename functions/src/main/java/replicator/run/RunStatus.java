package replicator.run;

/** How far a run is. */
public enum RunStatus {
  RUNNING,
  /** Every image is at the destination. */
  SUCCEEDED,
  /** Some image is not, or it is not known which should be. */
  FAILED
}
