package replicator.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import replicator.run.RunId;

/** Sees to it that of many batches that start at once one writes the auth file. */
public interface AuthTurns {
  /** For which run the file was written, and when. */
  record Written(RunId run, Instant at) {}

  /** When the file was last written; empty if it was not, is changing, or has been erased since. */
  Optional<Written> lastWritten();

  /**
   * Takes the turn to write, for so long at most.
   *
   * @return false if somebody else has it
   */
  boolean take(RunId run, Duration atMost);

  /** The file is about to be written or erased: nobody trusts what it holds until that is done. */
  void changing();

  /** Whether the file may hold logins: it has been or is being written, and not erased since. */
  boolean mayHoldLogins();

  /** The file has been written; gives the turn back. */
  void written(RunId run, Instant now);

  /** Gives the turn back, and nothing was written. */
  void giveBack(RunId run);

  /** The file has been erased. */
  void erased();
}
