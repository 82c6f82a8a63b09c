package replicator.plan;

import java.util.List;
import java.util.Set;
import replicator.copy.Copy;
import replicator.copy.Unavailable;

/** What tests take for the outcome of a comparison. */
public final class Differences {
  private Differences() {}

  /** With all tags told, and without aliases. */
  public static Difference of(
      List<Copy> copies, int upToDate, List<Unavailable> unavailable, Set<String> matched) {
    return new Difference(copies, Set.of(), upToDate, unavailable, matched, List.of());
  }
}
