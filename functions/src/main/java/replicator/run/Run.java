package replicator.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a run.
 *
 * @param execution the ARN of its execution
 * @param batches how many were planned
 * @param counts what became of the images, as far as it is known
 * @param problems what could not be planned, a sentence each
 * @param message what people are told, once it has ended
 * @param partial whether it was about some of the images only that the stack replicates
 * @param announced whether they have been told, or need not be
 */
public record Run(
    RunId id,
    String execution,
    RunStatus status,
    Instant startedAt,
    Optional<Instant> finishedAt,
    int batches,
    Counts counts,
    List<String> problems,
    String message,
    boolean partial,
    boolean announced) {

  public Run {
    problems = List.copyOf(problems);
  }

  public static Run started(RunId id, String execution, Instant startedAt) {
    return new Run(
        id,
        execution,
        RunStatus.RUNNING,
        startedAt,
        Optional.empty(),
        0,
        Counts.NONE,
        List.of(),
        "",
        false,
        false);
  }

  public Run planned(int batchCount, Counts planned, List<String> found) {
    return new Run(
        id,
        execution,
        status,
        startedAt,
        finishedAt,
        batchCount,
        planned,
        found,
        message,
        partial,
        announced);
  }

  public Run asPartial() {
    return new Run(
        id,
        execution,
        status,
        startedAt,
        finishedAt,
        batches,
        counts,
        problems,
        message,
        true,
        announced);
  }

  /** Whether it says nothing about the images that a run before it has not copied. */
  public boolean settlesNothingElse() {
    return partial && status == RunStatus.SUCCEEDED;
  }

  public Run ended(RunStatus result, Counts outcome, String told, Instant now) {
    return new Run(
        id,
        execution,
        result,
        startedAt,
        Optional.of(now),
        batches,
        outcome,
        problems,
        told,
        partial,
        announced);
  }

  /** The same, when people have been told. */
  public Run told() {
    return new Run(
        id,
        execution,
        status,
        startedAt,
        finishedAt,
        batches,
        counts,
        problems,
        message,
        partial,
        true);
  }
}
