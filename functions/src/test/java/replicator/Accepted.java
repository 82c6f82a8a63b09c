package replicator;

import net.jqwik.api.statistics.Statistics;

/** For a property of what a parser accepts, which also holds where it refuses everything. */
public final class Accepted {
  private Accepted() {}

  /** Fails the property unless more than a hundredth of its tries is accepted. */
  public static void sometimes(boolean accepted) {
    sometimes("accepted", accepted);
  }

  /**
   * @param kind of tries, each of which counts for itself
   */
  public static void sometimes(String kind, boolean accepted) {
    Statistics.label(kind)
        .collect(accepted)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
  }
}
