package replicator.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import replicator.run.RunId;

/** Makes sure that only one of many batches that start at once writes the auth file. */
public interface AuthTurns {
  /** For which run the file was written, and when. */
  record Written(RunId run, Instant at) {}

  /** When the file was last written; empty if it was not, is changing, or has been erased since. */
  Optional<Written> lastWritten();

  /**
   * Takes the turn to write.
   *
   * @param atMost after which the turn is free again, given back or not
   * @return false if another batch has it
   */
  boolean take(RunId run, Duration atMost);

  /**
   * Notes that the file is about to be written or erased: until that is done, {@link #lastWritten}
   * is empty.
   */
  void changing();

  /** Whether the file may hold logins: it has been or is being written, and not erased since. */
  boolean mayHoldLogins();

  /** Notes that the file has now been written, and gives the turn back. */
  void written(RunId run);

  /** Gives the turn back without having written. */
  void giveBack(RunId run);

  /** Notes that the file has been erased. */
  void erased();
}
