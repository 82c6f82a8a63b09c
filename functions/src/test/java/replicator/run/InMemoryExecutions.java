package replicator.run;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Executions that run until they are stopped or ended. */
public final class InMemoryExecutions implements Executions {
  private final Set<String> running = new LinkedHashSet<>();
  private final Map<String, String> inputs = new LinkedHashMap<>();

  @Override
  public synchronized boolean isRunning(String execution) {
    return running.contains(execution);
  }

  @Override
  public synchronized List<String> running() {
    return List.copyOf(running);
  }

  @Override
  public synchronized void start(String name, String input) {
    if (inputs.putIfAbsent(name, input) == null) {
      running.add(name);
    }
  }

  @Override
  public synchronized void stop(String execution, String cause) {
    running.remove(execution);
  }

  /** Whoever was started, and with what. */
  public synchronized Map<String, String> started() {
    return Map.copyOf(inputs);
  }
}
