package replicator.copy;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import replicator.plan.Batch;
import replicator.run.RunId;

/** Batches in a map; true to {@link BatchRecordsContract}. */
public final class InMemoryBatchRecords implements BatchRecords {
  private final TreeMap<RunId, TreeMap<Integer, BatchRecord>> runs = new TreeMap<>();

  @Override
  public synchronized void write(RunId run, List<Batch> batches) {
    TreeMap<Integer, BatchRecord> records = new TreeMap<>();
    for (Batch batch : batches) {
      records.put(
          batch.number(), new BatchRecord(run, batch.number(), batch.copies(), Optional.empty()));
    }
    runs.put(run, records);
  }

  @Override
  public synchronized Optional<BatchRecord> find(RunId run, int number) {
    return Optional.ofNullable(runs.getOrDefault(run, new TreeMap<>()).get(number));
  }

  @Override
  public synchronized Stream<BatchRecord> all(RunId run) {
    return List.copyOf(runs.getOrDefault(run, new TreeMap<>()).values()).stream();
  }

  @Override
  public synchronized boolean open(AttemptId id, String token) {
    Optional<BatchRecord> batch = find(id.run(), id.batch());
    if (current(id).filter(Attempt::isOpen).filter(now -> now.token().equals(token)).isPresent()) {
      return true;
    }
    if (batch.isEmpty()
        || !batch.get().nextAttempt().equals(id)
        || batch.get().attempt().filter(Attempt::isOpen).isPresent()) {
      return false;
    }
    keep(new Attempt(id, token, Optional.empty(), Optional.empty(), false));
    return true;
  }

  @Override
  public synchronized boolean adopt(AttemptId id, String token) {
    return changeOpen(
            id, now -> new Attempt(id, token, now.taskArn(), now.verdict(), now.answered()))
        .isPresent();
  }

  @Override
  public synchronized void started(AttemptId id, String taskArn) {
    changeOpen(id, now -> new Attempt(id, now.token(), Optional.of(taskArn), now.verdict(), false));
  }

  @Override
  public synchronized Optional<Attempt> close(AttemptId id, Verdict verdict) {
    return changeOpen(
        id, now -> new Attempt(id, now.token(), now.taskArn(), Optional.of(verdict), false));
  }

  @Override
  public synchronized void answered(AttemptId id) {
    current(id)
        .filter(now -> !now.isOpen())
        .map(now -> new Attempt(id, now.token(), now.taskArn(), now.verdict(), true))
        .ifPresent(this::keep);
  }

  private Optional<Attempt> current(AttemptId id) {
    return find(id.run(), id.batch())
        .flatMap(BatchRecord::attempt)
        .filter(now -> now.id().equals(id));
  }

  private Optional<Attempt> changeOpen(AttemptId id, UnaryOperator<Attempt> change) {
    Optional<Attempt> changed = current(id).filter(Attempt::isOpen).map(change);
    changed.ifPresent(this::keep);
    return changed;
  }

  private void keep(Attempt attempt) {
    AttemptId id = attempt.id();
    runs.getOrDefault(id.run(), new TreeMap<>())
        .computeIfPresent(
            id.batch(),
            (number, old) ->
                new BatchRecord(old.run(), number, old.copies(), Optional.of(attempt)));
  }
}
