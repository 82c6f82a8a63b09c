package replicator.copy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import replicator.run.RunId;

/** Batches in a map; true to {@link BatchRecordsContract}. */
public final class InMemoryBatchRecords implements BatchRecords {
  private final TreeMap<RunId, TreeMap<Integer, BatchRecord>> runs = new TreeMap<>();
  private final Set<AttemptId> timed = new HashSet<>();
  private final InstantSource clock;

  public InMemoryBatchRecords(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void write(RunId run, int last, List<Batch> batches) {
    TreeMap<Integer, BatchRecord> records =
        new TreeMap<>(runs.getOrDefault(run, new TreeMap<>()).headMap(last, true));
    for (Batch batch : batches) {
      records.put(
          batch.number(),
          new BatchRecord(run, batch.number(), batch.copies(), Optional.empty(), TaskTime.NONE));
    }
    runs.put(run, records);
  }

  @Override
  public synchronized Optional<BatchRecord> find(RunId run, int number) {
    return Optional.ofNullable(runs.getOrDefault(run, new TreeMap<>()).get(number));
  }

  @Override
  public synchronized Stream<BatchRecord> after(RunId run, int number) {
    return List.copyOf(runs.getOrDefault(run, new TreeMap<>()).tailMap(number, false).values())
        .stream();
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
    Launch launch = new Launch(clock.instant(), 0, Optional.empty());
    keep(new Attempt(id, token, launch, Optional.empty(), false));
    return true;
  }

  @Override
  public synchronized boolean adopt(AttemptId id, String token) {
    return changeOpen(
            id, now -> new Attempt(id, token, now.launch(), now.verdict(), now.answered()))
        .isPresent();
  }

  @Override
  public synchronized void recordRefusals(AttemptId id, int refusals) {
    changeOpen(
        id,
        now ->
            now.taskArn().isPresent() || now.launch().refusals() >= refusals
                ? now
                : launched(now, new Launch(now.launch().openedAt(), refusals, Optional.empty())));
  }

  @Override
  public synchronized boolean recordTask(AttemptId id, String taskArn) {
    return changeOpen(
            id,
            now ->
                now.taskArn().isPresent()
                    ? now
                    : launched(
                        now,
                        new Launch(
                            now.launch().openedAt(),
                            now.launch().refusals(),
                            Optional.of(taskArn))))
        .filter(now -> now.taskArn().equals(Optional.of(taskArn)))
        .isPresent();
  }

  private static Attempt launched(Attempt attempt, Launch launch) {
    return new Attempt(
        attempt.id(), attempt.token(), launch, attempt.verdict(), attempt.answered());
  }

  @Override
  public synchronized void addTaskTime(AttemptId id, Duration billed) {
    if (current(id).isEmpty() || !timed.add(id)) {
      return;
    }
    runs.getOrDefault(id.run(), new TreeMap<>())
        .computeIfPresent(
            id.batch(),
            (number, old) ->
                new BatchRecord(
                    old.run(),
                    number,
                    old.copies(),
                    old.attempt(),
                    old.time().and(new TaskTime(1, billed))));
  }

  @Override
  public synchronized Optional<Attempt> close(AttemptId id, Verdict verdict) {
    return changeOpen(
        id, now -> new Attempt(id, now.token(), now.launch(), Optional.of(verdict), false));
  }

  @Override
  public synchronized void markAnswered(AttemptId id) {
    current(id)
        .filter(now -> !now.isOpen())
        .map(now -> new Attempt(id, now.token(), now.launch(), now.verdict(), true))
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
                new BatchRecord(old.run(), number, old.copies(), Optional.of(attempt), old.time()));
  }
}
