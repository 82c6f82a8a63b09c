package replicator.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Outcomes for tests. */
final class SampleOutcomes {
  private SampleOutcomes() {}

  static Outcome outcome(int arrived, int lost) {
    List<FailedImage> failures =
        IntStream.range(0, lost).mapToObj(n -> new FailedImage("image" + n, "no")).toList();
    Counts counts = Counts.planned(0, arrived + lost, 0, 0).ended(arrived, lost);
    return new Outcome(counts, failures, List.of(), Optional.empty());
  }
}
