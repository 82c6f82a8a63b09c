package replicator.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs in a map; true to {@link RunRecordsContract}. */
public final class InMemoryRunRecords implements RunRecords {
  private final TreeMap<RunId, Run> runs = new TreeMap<>();
  private final Map<RunId, String> calls = new HashMap<>();
  private @Nullable String holder;

  /** The execution that has the lease. */
  public synchronized Optional<String> holder() {
    return Optional.ofNullable(holder);
  }

  /** Oldest first. */
  public synchronized List<Run> all() {
    return List.copyOf(runs.values());
  }

  @Override
  public synchronized String takeLease(String execution, Optional<String> from) {
    String now = holder;
    if (now != null && !from.equals(Optional.of(now))) {
      return now;
    }
    holder = execution;
    return execution;
  }

  @Override
  public synchronized void releaseLease(String execution) {
    if (execution.equals(holder)) {
      holder = null;
    }
  }

  @Override
  public synchronized Optional<Run> find(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized Optional<Run> ofExecution(String execution, Instant since) {
    return runs.values().stream()
        .filter(run -> run.id().value().compareTo(RunId.earliest(since)) >= 0)
        .filter(run -> run.execution().equals(execution))
        .findFirst();
  }

  @Override
  public synchronized Stream<Run> undeliveredBefore(RunId id) {
    return List.copyOf(runs.headMap(id, false).descendingMap().values()).stream()
        .filter(run -> run.delivery().equals(Optional.of(Delivery.NO_SUBSCRIBER)));
  }

  @Override
  public synchronized Optional<Run> lastConclusiveBefore(RunId id) {
    return runs.headMap(id, false).descendingMap().values().stream()
        .filter(run -> !run.partial() || run.status() != RunStatus.SUCCEEDED)
        .findFirst();
  }

  @Override
  public synchronized Optional<Run> lastBefore(RunId id) {
    return Optional.ofNullable(runs.lowerEntry(id)).map(Map.Entry::getValue);
  }

  @Override
  public synchronized Optional<Run> lastWholeBefore(RunId id) {
    return runs.headMap(id, false).descendingMap().values().stream()
        .filter(run -> !run.partial())
        .findFirst();
  }

  @Override
  public synchronized void put(Run run) {
    runs.put(run.id(), run);
    calls.remove(run.id());
  }

  @Override
  public synchronized boolean begin(Run run, String call) {
    boolean ended = find(run.id()).flatMap(Run::ending).isPresent();
    if (!ended) {
      put(run);
      calls.put(run.id(), call);
    }
    return !ended;
  }

  @Override
  public synchronized boolean goOn(Run run, String call) {
    return call.equals(calls.get(run.id())) && begin(run, call);
  }
}
