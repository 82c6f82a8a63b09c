package replicator.run;

import java.time.Instant;

/** Runs for tests, an hour apart. */
public final class SampleRuns {
  public static final RunId RUN = run(5);
  public static final RunId LATER = run(6);
  public static final RunId EARLIER = run(4);

  private SampleRuns() {}

  private static RunId run(int hour) {
    return RunId.of(
        "arn:aws:states:::execution:" + hour,
        Instant.parse("2026-11-24T00:00:00Z").plusSeconds(3600L * hour));
  }
}
