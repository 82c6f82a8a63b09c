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
 * @param told what became of that; absent until they have been told, or need not be
 * @param usage what it has taken, once it has ended
 * @param behindSince when the first run began of those, up to this one, that did not bring
 *     everything; absent if this one has
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
    Optional<Hearing> told,
    Usage usage,
    Optional<Instant> behindSince) {

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
        Optional.empty(),
        Usage.NONE,
        Optional.empty());
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
        told,
        usage,
        behindSince);
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
        told,
        usage,
        behindSince);
  }

  public boolean announced() {
    return told.isPresent();
  }

  public boolean unheard() {
    return told.equals(Optional.of(Hearing.UNHEARD));
  }

  /** Whether it says nothing about the images that a run before it has not copied. */
  public boolean settlesNothingElse() {
    return partial && status == RunStatus.SUCCEEDED;
  }

  public Run ended(RunStatus result, Counts outcome, String said, Instant now) {
    return new Run(
        id,
        execution,
        result,
        startedAt,
        Optional.of(now),
        batches,
        outcome,
        problems,
        said,
        partial,
        told,
        usage,
        behindSince);
  }

  /**
   * @param since as {@link #behindSince}
   */
  public Run after(Usage taken, Optional<Instant> since) {
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
        told,
        taken,
        since);
  }

  /** The same, when people have been told, or need not be. */
  public Run told(Hearing hearing) {
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
        Optional.of(hearing),
        usage,
        behindSince);
  }
}
