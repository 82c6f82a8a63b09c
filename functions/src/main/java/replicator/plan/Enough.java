package replicator.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When a part of a plan is as large as one invocation of a function can make it. */
@FunctionalInterface
public interface Enough {
  /** Everything in one part. */
  Enough NEVER = images -> false;

  /**
   * @param images that are to be copied or missing, so far
   */
  boolean is(int images);

  /**
   * After so many images or so long a time; a repository that has been begun by then is finished.
   */
  static Enough of(int most, Duration longest, InstantSource clock) {
    Instant end = clock.instant().plus(longest);
    return images -> images >= most || !clock.instant().isBefore(end);
  }
}
