package replicator.replication;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.ImageStatuses;
import replicator.plan.Batch;
import replicator.plan.Difference;
import replicator.plan.Plan;
import replicator.plan.Unavailable;
import replicator.run.Counts;
import replicator.run.Executions;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunRecords;

/** Begins a run: takes the lease, compares source and destination, writes down the plan. */
public final class ImageEnumeration {
  /** What comes next. */
  public sealed interface Next {
    /** There are batches to copy, or none. */
    record Go(RunId run, List<Integer> first, List<Integer> further) implements Next {}

    /**
     * @param execution that goes on
     */
    record Busy(String execution) implements Next {}
  }

  private static final int MOST_PROBLEMS = 100;
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
   * @param planning makes the plan; asked for only if no other run goes on
   */
  public Next begin(String execution, Instant startedAt, Supplier<Plan> planning) {
    String holder = lease(execution);
    if (!holder.equals(execution)) {
      return new Next.Busy(holder);
    }
    RunId id = RunId.of(execution, startedAt);
    Run run = Run.started(id, execution, startedAt);
    runs.put(run);
    Plan plan = planning.get();
    forgetEarlierPlan(id);
    List<Batch> first = plan.batches().first();
    List<Batch> further = plan.batches().further();
    List<Batch> all = Stream.concat(first.stream(), further.stream()).toList();
    batches.write(id, all);
    statuses.plan(id, all);
    statuses.unavailable(id, plan.difference().unavailable());
    Run planned = run.planned(all.size(), counts(plan), problems(plan));
    runs.put(plan.partial() ? planned.asPartial() : planned);
    return new Next.Go(id, numbers(first), numbers(further));
  }

  private String lease(String execution) {
    String holder = runs.takeLease(execution, Optional.empty());
    if (holder.equals(execution) || executions.isRunning(holder)) {
      return holder;
    }
    return runs.takeLease(execution, Optional.of(holder));
  }

  /** An earlier try may have planned what the source no longer has: nothing stays PENDING. */
  private void forgetEarlierPlan(RunId id) {
    try (Stream<BatchRecord> earlier = batches.all(id)) {
      earlier.forEach(
          batch ->
              statuses.givenUp(
                  id, batch.copies().stream().collect(toMap(copy -> copy, copy -> GONE))));
    }
  }

  private static Counts counts(Plan plan) {
    Difference difference = plan.difference();
    return Counts.planned(
        difference.upToDate(),
        difference.copies().size(),
        difference.unavailable().size(),
        plan.problems().size());
  }

  /** What the run's record has room for. */
  private static List<String> problems(Plan plan) {
    Stream<String> unavailable = plan.difference().unavailable().stream().map(Unavailable::reason);
    List<String> all = Stream.concat(plan.problems().stream(), unavailable).toList();
    if (all.size() <= MOST_PROBLEMS) {
      return all;
    }
    String more = "and %d more of the kind".formatted(all.size() - MOST_PROBLEMS);
    return Stream.concat(all.stream().limit(MOST_PROBLEMS), Stream.of(more)).toList();
  }

  private static List<Integer> numbers(List<Batch> batches) {
    return batches.stream().map(Batch::number).toList();
  }
}
