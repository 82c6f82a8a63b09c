package replicator.copy;

import java.util.List;

/** What a task's container printed. */
public interface TaskLog {
  /**
   * The last lines, oldest first; none if it printed nothing or its log cannot be read, since a
   * reason that is missing must not hold up a verdict.
   */
  List<String> linesOf(String taskArn);
}
