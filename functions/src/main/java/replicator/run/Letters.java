package replicator.run;

import java.util.Optional;

/** Tells people of runs: of one that failed, and of the first that is well again; of no other. */
public final class Letters {
  private final Stack stack;
  private final Announcements announcements;

  public Letters(Stack stack, Announcements announcements) {
    this.stack = stack;
    this.announcements = announcements;
  }

  /**
   * @param before the last run before this one that was about all images, or failed
   */
  public void send(Run run, Outcome outcome, Optional<Run> before) {
    if (outcome.status() == RunStatus.FAILED) {
      announce(Letter.ofFailure(stack, run, outcome));
    } else if (!run.partial()
        && before.filter(last -> last.status() == RunStatus.FAILED).isPresent()) {
      announce(Letter.ofRecovery(stack, run, outcome));
    }
  }

  private void announce(Letter letter) {
    announcements.announce(letter.subject(), letter.text());
  }
}
