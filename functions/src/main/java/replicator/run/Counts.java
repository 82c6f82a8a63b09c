package replicator.run;

/**
 * Images of a run.
 *
 * @param upToDate had the right digest at the destination before
 * @param planned to be copied
 * @param succeeded of the planned ones
 * @param unavailable asked for by name, and the source does not have them
 * @param failed of the planned ones, and the unavailable ones
 * @param useless entries of the list that match no image, and repositories that do not list their
 *     tags
 */
public record Counts(
    int upToDate, int planned, int succeeded, int unavailable, int failed, int useless) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  public static Counts planned(int upToDate, int planned, int unavailable, int useless) {
    return new Counts(upToDate, planned, 0, unavailable, unavailable, useless);
  }

  /**
   * At the end of the run. The planned images are those that have arrived and those that have not,
   * even if the run broke off before it wrote down its plan.
   */
  public Counts ended(int arrived, int lost) {
    return new Counts(upToDate, arrived + lost, arrived, unavailable, unavailable + lost, useless);
  }
}
