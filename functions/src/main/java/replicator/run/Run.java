package replicator.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of a run.
 *
 * @param execution the ARN of its execution
 * @param partial whether it covers only some of the images that the stack replicates
 * @param compared whether it has compared everything it covers: an image that it has not planned
 *     then needs no copy
 * @param batches how many were planned
 * @param counts what became of the images, as far as it is known
 * @param problems what could not be planned, a sentence each
 * @param ending once it has ended
 * @param delivery what became of the notification; absent until it is published or turns out to be
 *     needless
 */
public record Run(
    RunId id,
    String execution,
    Instant startedAt,
    boolean partial,
    boolean compared,
    int batches,
    Counts counts,
    List<String> problems,
    Optional<Ending> ending,
    Optional<Delivery> delivery) {

  public Run {
    problems = List.copyOf(problems);
  }

  public static Run started(RunId id, String execution, Instant startedAt, boolean partial) {
    return new Run(
        id,
        execution,
        startedAt,
        partial,
        false,
        0,
        Counts.NONE,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  public Run planned(int batchCount, Counts planned, List<String> found) {
    return new Run(
        id, execution, startedAt, partial, compared, batchCount, planned, found, ending, delivery);
  }

  public Run comparedAll() {
    return new Run(
        id, execution, startedAt, partial, true, batches, counts, problems, ending, delivery);
  }

  public Run ended(Counts outcome, Ending how) {
    return with(outcome, Optional.of(how), delivery);
  }

  /** The run when its notification has been published, or none is needed. */
  public Run notified(Delivery how) {
    return with(counts, ending, Optional.of(how));
  }

  private Run with(Counts outcome, Optional<Ending> how, Optional<Delivery> told) {
    return new Run(
        id, execution, startedAt, partial, compared, batches, outcome, problems, how, told);
  }

  public RunStatus status() {
    return ending.map(Ending::status).orElse(RunStatus.RUNNING);
  }

  /** Empty until it has ended. */
  public String message() {
    return ending.map(Ending::message).orElse("");
  }

  public Usage usage() {
    return ending.map(Ending::usage).orElse(Usage.NONE);
  }

  public Optional<Instant> behindSince() {
    return ending.flatMap(Ending::behindSince);
  }

  /** Whether its notification is out, or not needed. */
  public boolean isNotified() {
    return delivery.isPresent();
  }

  /** Whether it has ended and people know, or need not know. */
  public boolean isOver() {
    return ending.isPresent() && isNotified();
  }
}
