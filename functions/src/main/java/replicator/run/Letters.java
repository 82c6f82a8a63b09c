package replicator.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells people of runs: of one that failed, and of the first that is well again; of no other. Where
 * nothing can be planned, each push fails for the same reason, and one letter tells it.
 */
public final class Letters {
  private final Stack stack;
  private final Announcements announcements;

  public Letters(Stack stack, Announcements announcements) {
    this.stack = stack;
    this.announcements = announcements;
  }

  /**
   * @param before the last run before this one that was about all images, or did not succeed; one
   *     that seems to go on has died
   * @param unheard earlier runs that were told when no address was confirmed; asked for only if
   *     there is something to tell
   */
  public Hearing send(Run run, Outcome outcome, Optional<Run> before, Supplier<List<Run>> unheard) {
    if (outcome.status() == RunStatus.FAILED) {
      if (before.filter(last -> isRepeated(last, run)).isPresent()) {
        return Hearing.NOTHING_SAID;
      }
      return announce(Letter.ofFailure(stack, run, outcome, unheard.get()));
    }
    if (!run.partial() && before.filter(last -> last.status() != RunStatus.SUCCEEDED).isPresent()) {
      return announce(Letter.ofRecovery(stack, run, outcome, unheard.get()));
    }
    return Hearing.NOTHING_SAID;
  }

  private static boolean isRepeated(Run last, Run run) {
    return run.partial()
        && run.counts().equals(Counts.NONE)
        && last.status() == RunStatus.FAILED
        && last.announced()
        && last.message().equals(run.message());
  }

  private Hearing announce(Letter letter) {
    boolean heard = announcements.announce(letter.subject(), letter.text());
    return heard ? Hearing.HEARD : Hearing.UNHEARD;
  }
}
