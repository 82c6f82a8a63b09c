package replicator.auth;

/** Empties the registry auth file when a run is over. */
public final class LoginErasure {
  private final AuthFile file;
  private final AuthTurns turns;

  public LoginErasure(AuthFile file, AuthTurns turns) {
    this.file = file;
    this.turns = turns;
  }

  /**
   * Leaves no login behind. After a run that has copied nothing there is none, and nothing is
   * written.
   */
  public void erase() {
    if (turns.mayHoldLogins()) {
      turns.changing();
      file.erase();
      turns.erased();
    }
  }
}
