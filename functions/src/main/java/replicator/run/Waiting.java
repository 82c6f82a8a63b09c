package replicator.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What waits for the run in progress to end. */
public interface Waiting {
  /**
   * A repository of the source that a run is to look at.
   *
   * @param mark a new one each time that it is noted
   */
  record Note(String repository, String mark) {}

  /**
   * Takes a turn for an execution.
   *
   * @param from the dead execution that it may be taken from
   * @return the execution that has it now: this one, or one that was quicker
   */
  String takeTurn(Turn turn, String execution, Optional<String> from);

  boolean hasTurn(Turn turn, String execution);

  /** Gives the turn back if this execution has it. */
  void giveBack(Turn turn, String execution);

  /** Notes that a run is to look at a repository; there is one note for each. */
  void note(String repository);

  List<Note> notes();

  /** Deletes the notes, except those that have been noted again since. */
  void strike(Collection<Note> notes);
}
