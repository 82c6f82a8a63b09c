package replicator.replication;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replicator.copy.Batch;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.Copy;
import replicator.copy.ImageStatuses;
import replicator.failure.PermanentFailure;
import replicator.plan.Batches;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.run.Counts;
import replicator.run.Executions;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunRecords;

/**
 * Begins a run: takes the lease, compares source and destination, writes down the plan. A large
 * plan is made in parts, each after the copies of the one before it.
 */
public final class ImageEnumeration {
  /** The result. */
  public sealed interface Begun {
    /**
     * There are batches to copy, or none.
     *
     * @param progress from which planning continues after that; empty if all is planned
     */
    record Planned(
        RunId run, List<Integer> first, List<Integer> further, Optional<Progress> progress)
        implements Begun {}

    /**
     * @param execution that is running
     */
    record Busy(String execution) implements Begun {}
  }

  private static final String ENDED =
      "the run has ended, nothing more is planned; start another one";

  private static final String REPEATED = "a later call plans this run";

  private static final String GONE =
      "the source changed while the run was planned; the next one looks again";

  private final RunRecords runs;
  private final Executions executions;
  private final BatchRecords batches;
  private final ImageStatuses statuses;

  public ImageEnumeration(
      RunRecords runs, Executions executions, BatchRecords batches, ImageStatuses statuses) {
    this.runs = runs;
    this.executions = executions;
    this.batches = batches;
    this.statuses = statuses;
  }

  /**
   * @param partial whether it covers only some of the images that the stack replicates
   * @param earlier how far the run is planned: its batches have been copied, and this continues
   *     from there
   * @param planning makes the plan of what follows; asked for only if no other run is in progress
   * @throws PermanentFailure if the run has ended meanwhile, for example because a person stopped
   *     it: nothing would settle what is planned now; or if the call was repeated while it went on,
   *     and the later one plans the run
   */
  public Begun begin(
      String execution,
      Instant startedAt,
      boolean partial,
      Progress earlier,
      Supplier<Plan> planning) {
    String holder = lease(execution);
    if (!holder.equals(execution)) {
      return new Begun.Busy(holder);
    }
    RunId id = RunId.of(execution, startedAt);
    Run run = Run.started(id, execution, startedAt, partial);
    Run begun = planned(run, earlier);
    String call = UUID.randomUUID().toString();
    require(runs.begin(begun, call), id);
    Plan plan = planning.get();
    // Minutes later: the run may have been stopped and settled, or begun by another call.
    require(runs.goOn(begun, call), id);
    Batches planned = plan.batches();
    List<Batch> all = planned.all();
    forgetEarlierPlan(id, earlier, all);
    batches.write(id, earlier.batches(), all);
    statuses.plan(id, all);
    statuses.markUnavailable(id, plan.difference().unavailable());
    Progress now = earlier.and(plan);
    Run then = planned(run, now);
    boolean isAll = plan.upTo().isEmpty() && !now.untold();
    boolean written = runs.goOn(isAll ? then.comparedAll() : then, call);
    if (!written && runs.hasEnded(id)) {
      // Its images were settled before these were written.
      giveUp(id, all);
    }
    require(written, id);
    return new Begun.Planned(
        id, numbers(planned.first()), numbers(planned.further()), plan.upTo().map(last -> now));
  }

  /**
   * For a call that is repeated because an answer was lost: it may have deleted the notes that were
   * left to this run.
   *
   * @return the source repositories of what is planned, if the run has begun
   */
  Optional<Set<String>> begun(RunId id) {
    if (runs.find(id).isEmpty()) {
      return Optional.empty();
    }
    try (Stream<BatchRecord> planned = batches.all(id)) {
      return Optional.of(
          planned
              .flatMap(batch -> batch.copies().stream())
              .map(copy -> copy.source().toString())
              .collect(toSet()));
    }
  }

  private static Run planned(Run run, Progress progress) {
    Counts counts =
        Counts.planned(
            progress.upToDate(), progress.toCopy(), progress.unavailable(), progress.useless());
    return run.planned(progress.batches(), counts, progress.told());
  }

  private void require(boolean written, RunId id) {
    if (!written) {
      throw new PermanentFailure(runs.hasEnded(id) ? ENDED : REPEATED);
    }
  }

  private String lease(String execution) {
    String holder = runs.takeLease(execution, Optional.empty());
    if (holder.equals(execution) || executions.isRunning(holder)) {
      return holder;
    }
    return runs.takeLease(execution, Optional.of(holder));
  }

  /**
   * An earlier try may have planned images that the source no longer has: they must not stay
   * PENDING.
   */
  private void forgetEarlierPlan(RunId id, Progress earlier, List<Batch> plan) {
    Set<String> planned = new HashSet<>();
    plan.forEach(batch -> batch.copies().forEach(copy -> planned.add(copy.image())));
    try (Stream<BatchRecord> tried = batches.after(id, earlier.batches())) {
      tried.forEach(
          batch ->
              statuses.giveUp(
                  id,
                  batch.copies().stream()
                      .filter(copy -> !planned.contains(copy.image()))
                      .collect(toMap(copy -> copy, copy -> GONE))));
    }
  }

  private void giveUp(RunId id, List<Batch> plan) {
    Map<Copy, String> reasons = new HashMap<>();
    plan.forEach(batch -> batch.copies().forEach(copy -> reasons.put(copy, ENDED)));
    statuses.giveUp(id, reasons);
  }

  private static List<Integer> numbers(List<Batch> batches) {
    return batches.stream().map(Batch::number).toList();
  }
}
