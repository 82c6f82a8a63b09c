package replicator.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What waits for the run that goes on to end. */
public interface Waiting {
  /**
   * A repository of the source that a run is to look at.
   *
   * @param mark another one each time that it is noted
   */
  record Note(String repository, String mark) {}

  /**
   * Takes a turn for an execution.
   *
   * @param from whom it may be taken away from, because that execution is dead
   * @return whoever has it now: this execution, or the one that was quicker
   */
  String takeTurn(Turn turn, String execution, Optional<String> from);

  boolean hasTurn(Turn turn, String execution);

  /** Gives the turn back if this execution has it. */
  void giveBack(Turn turn, String execution);

  /** Notes that a run is to look at a repository; noted again, it stands there once. */
  void note(String repository);

  List<Note> notes();

  /** Strikes the notes out, but for those that have been noted again since. */
  void strike(Collection<Note> notes);
}
