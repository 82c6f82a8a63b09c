package replicator.run;

/** What an execution may wait for, one of each kind at a time. */
public enum Turn {
  /** A run of everything that the stack replicates. */
  EVERYTHING,
  /** A run of the repositories that have been noted meanwhile. */
  NOTED
}
