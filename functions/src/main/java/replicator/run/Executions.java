package replicator.run;

import java.util.List;

/** The executions of the workflow; each is named by its ARN. */
public interface Executions {
  /** Whether the execution is running; false if there is no such execution (any more). */
  boolean isRunning(String execution);

  /** Those that are running. */
  List<String> running();

  /**
   * Starts one; nothing happens if one of this name and input has been started already.
   *
   * @param name of the execution: 1 to 80 letters, digits, {@code -} and {@code _}
   * @param input a JSON object
   */
  void start(String name, String input);

  /** Stops it; nothing happens if it has ended. */
  void stop(String execution, String cause);
}
