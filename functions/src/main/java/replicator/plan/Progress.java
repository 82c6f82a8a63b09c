package replicator.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import replicator.failure.PermanentFailure;
import replicator.image.RepositoryName;
import replicator.text.Excerpt;

/**
 * How far a run is planned. One invocation of a function may not get through all repositories; the
 * workflow hands this to the next one, which continues from here, however often it is tried.
 *
 * @param route the source and the destination that it is planned for; empty: none is
 * @param upTo destination repositories up to this one, in order of their names, are planned; empty:
 *     none is
 * @param batches that have been numbered, from 1
 * @param upToDate images
 * @param toCopy images
 * @param unavailable images
 * @param useless entries of the list that match no image, and repositories that do not list their
 *     tags
 * @param problems a sentence each, as many and as long as the state of a workflow has room for
 * @param furtherProblems how many more there are
 * @param matched hash codes of the list's entries for several repositories that have matched
 *     something; the entries themselves may be too long for the workflow's state
 * @param untold whether some repository has not told its tags
 */
public record Progress(
    String route,
    String upTo,
    int batches,
    int upToDate,
    int toCopy,
    int unavailable,
    int useless,
    List<String> problems,
    int furtherProblems,
    Set<Integer> matched,
    boolean untold) {
  public static final Progress NONE =
      new Progress("", "", 0, 0, 0, 0, 0, List.of(), 0, Set.of(), false);

  private static final int MOST_PROBLEMS = 100;
  private static final int CHARACTERS_OF_PROBLEM = 400;

  public Progress {
    problems = List.copyOf(problems);
    matched = Set.copyOf(matched);
  }

  /** The same, of a plan for this route. */
  public Progress plannedFor(String to) {
    return new Progress(
        to,
        upTo,
        batches,
        upToDate,
        toCopy,
        unavailable,
        useless,
        problems,
        furtherProblems,
        matched,
        untold);
  }

  /**
   * The rest of a plan for other parameters would pass for the whole.
   *
   * @param now source and destination as the parameters name them
   * @throws PermanentFailure if it was made for others
   */
  public Progress requirePlannedFor(String now) {
    if (!route.equals(now)) {
      throw new PermanentFailure(
          "the run was planned for %s, and the parameters now say %s: another run copies what this one has not"
              .formatted(route, now));
    }
    return this;
  }

  boolean isBefore(RepositoryName destination) {
    return destination.value().compareTo(upTo) > 0;
  }

  boolean hasMatched(String entry) {
    return matched.contains(entry.hashCode());
  }

  /** This progress and the next part of the plan. */
  public Progress and(Plan plan) {
    Difference difference = plan.difference();
    List<String> found = plan.problems();
    List<String> kept = new ArrayList<>(problems);
    found.stream()
        .limit(MOST_PROBLEMS - problems.size())
        .map(problem -> Excerpt.shortened(problem, CHARACTERS_OF_PROBLEM))
        .forEach(kept::add);
    Set<Integer> entries = new HashSet<>(matched);
    plan.matched().forEach(entry -> entries.add(entry.hashCode()));
    return new Progress(
        route,
        plan.upTo().map(RepositoryName::value).orElse(upTo),
        batches + plan.batches().count(),
        upToDate + difference.upToDate(),
        toCopy + difference.copies().size(),
        unavailable + difference.unavailable().size(),
        useless + plan.useless().size(),
        kept,
        furtherProblems + problems.size() + found.size() - kept.size(),
        entries,
        untold || !difference.unlisted().isEmpty());
  }

  /** The problems, for people. */
  public List<String> told() {
    Stream<String> more =
        furtherProblems == 0
            ? Stream.empty()
            : Stream.of("and %d more of the kind".formatted(furtherProblems));
    return Stream.concat(problems.stream(), more).toList();
  }
}
