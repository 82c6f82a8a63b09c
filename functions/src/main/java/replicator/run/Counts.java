package replicator.run;

/**
 * Images of a run.
 *
 * @param upToDate had the right digest at the destination before
 * @param planned to be copied
 * @param succeeded of the planned ones
 * @param failed of the planned ones, and those that the source does not have
 */
public record Counts(int upToDate, int planned, int succeeded, int failed) {
  public static final Counts NONE = new Counts(0, 0, 0, 0);
}
