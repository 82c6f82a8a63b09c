package replicator.run;

/** The executions of the workflow. */
public interface Executions {
  /** Whether the execution goes on; false if there is no such execution (any more). */
  boolean isRunning(String execution);
}
