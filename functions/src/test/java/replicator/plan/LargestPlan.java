package replicator.plan;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import replicator.image.RepositoryName;

/** A part of a plan with as much to carry on and to tell as a list of images may cause. */
public final class LargestPlan {
  public static final int PROBLEMS = 9_000;

  public static Plan upTo(String repository) {
    // In JSON, each of these characters takes two.
    List<String> problems = IntStream.range(0, PROBLEMS).mapToObj(n -> "\"".repeat(1_100)).toList();
    Set<String> entries =
        IntStream.range(0, 500).mapToObj("team/*-%d:v*"::formatted).collect(toSet());
    return new Plan(
        Differences.of(List.of(), 0, List.of(), Set.of()),
        new Batches(List.of(), List.of()),
        problems,
        entries,
        Optional.of(new RepositoryName(repository)));
  }

  private LargestPlan() {}
}
