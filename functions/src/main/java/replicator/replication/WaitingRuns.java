package replicator.replication;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import replicator.run.Executions;
import replicator.run.RunInput;
import replicator.run.Turn;
import replicator.run.Waiting;
import replicator.run.Waiting.Note;

/**
 * Keeps few runs waiting, however many are asked for while one is in progress: one for everything,
 * and one for all repositories that have been pushed to.
 *
 * <p>An execution notes a repository before it asks for the turn, and the one that has the turn
 * gives it back before it reads the notes. So each note is read by the run that had the turn, or
 * its writer gets the turn: none is lost.
 */
public final class WaitingRuns {
  private final Waiting waiting;
  private final Executions executions;

  public WaitingRuns(Waiting waiting, Executions executions) {
    this.waiting = waiting;
    this.executions = executions;
  }

  /**
   * Waits, or leaves it to one that waits already.
   *
   * @return the execution that does what the input asks for, once it may
   */
  String join(String execution, RunInput input) {
    Optional<Turn> turn = turn(input);
    if (turn.isEmpty()) {
      return execution;
    }
    input.repositories().forEach(waiting::note);
    String first = waiting.takeTurn(turn.get(), execution, Optional.empty());
    if (first.equals(execution) || executions.isRunning(first)) {
      return first;
    }
    return waiting.takeTurn(turn.get(), execution, Optional.of(first));
  }

  /** Whether this execution is the one that waits for all of its kind. */
  boolean hasTurn(String execution, RunInput input) {
    return turn(input).filter(had -> waiting.hasTurn(had, execution)).isPresent();
  }

  /**
   * Gives the turn back.
   *
   * @return what is left to this run: the notes are to be deleted when its plan is written
   */
  List<Note> takeNotes(String execution, RunInput input) {
    Optional<Turn> turn = turn(input);
    turn.ifPresent(had -> waiting.giveBack(had, execution));
    return turn.equals(Optional.of(Turn.NOTED)) ? waiting.notes() : List.of();
  }

  /**
   * Deletes the notes that the run has planned, and those that it never can, which would keep every
   * later run from the others.
   */
  void strike(List<Note> notes) {
    waiting.strike(notes);
  }

  /** Empty if no other run would do the same. */
  private static Optional<Turn> turn(RunInput input) {
    if (!input.waits() || input.copyAgain() || input.images().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(input.repositories().equals(Set.of()) ? Turn.EVERYTHING : Turn.NOTED);
  }
}
