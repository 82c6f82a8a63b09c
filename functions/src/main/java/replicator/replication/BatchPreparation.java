package replicator.replication;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import replicator.auth.RegistryAuth;
import replicator.copy.BatchRecords;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.plan.Copy;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunRecords;

/** Makes ready what a batch's task needs, and does what needs no task. */
public final class BatchPreparation {
  /**
   * What a batch has, however many tasks it takes. With the hour that its logins may be old, and
   * the longest pause between two looks at a task, it stays below the twelve hours of a registry
   * token.
   */
  static final Duration LONGEST = Duration.ofHours(10);

  /**
   * @param toCopy how many images are left for a task
   * @param giveUpAt when what has not arrived is left to the next run
   */
  public record Prepared(int toCopy, Instant giveUpAt) {}

  /**
   * What becomes of copies without a task.
   *
   * @param left for one
   */
  private record Sorted(List<Copy> arrived, Map<Copy, String> refused, List<Copy> left) {}

  private final RunRecords runs;
  private final BatchRecords batches;
  private final ImageStatuses statuses;
  private final DestinationRegistry destination;
  private final RegistryAuth auth;
  private final InstantSource clock;

  public BatchPreparation(
      RunRecords runs,
      BatchRecords batches,
      ImageStatuses statuses,
      DestinationRegistry destination,
      RegistryAuth auth,
      InstantSource clock) {
    this.runs = runs;
    this.batches = batches;
    this.statuses = statuses;
    this.destination = destination;
    this.auth = auth;
    this.clock = clock;
  }

  public Prepared prepare(RunId run, int number) {
    List<Copy> open =
        statuses.open(batches.get(run, number)).stream().map(ImageStatus::copy).toList();
    Sorted sorted = new Sorted(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
    List<Copy> toCopy = new ArrayList<>();
    Arrival.of(destination, open)
        .forEach(
            (copy, arrival) -> {
              switch (arrival) {
                case Arrival.Arrived() -> sorted.arrived().add(copy);
                case Arrival.Unproven(), Arrival.Missing(_) -> toCopy.add(copy);
                case Arrival.Unknown(String why) -> sorted.refused().put(copy, why);
              }
            });
    Copy.byRepository(toCopy.stream())
        .forEach((repository, copies) -> sort(repository, copies, sorted));
    statuses.markSucceeded(run, sorted.arrived());
    statuses.giveUp(run, sorted.refused());
    if (!sorted.left().isEmpty()) {
      Optional<Run> found = runs.find(run);
      if (found.flatMap(Run::ending).isPresent()) {
        // It was stopped meanwhile, and nobody would erase the logins.
        throw new PermanentFailure("the run has ended, nothing more is copied");
      }
      auth.refreshIfOld(run, found.filter(Run::partial).isPresent());
    }
    return new Prepared(sorted.left().size(), clock.instant().plus(LONGEST));
  }

  /** What is wrong with one repository is no concern of the others. */
  private void sort(RepositoryName repository, List<Copy> copies, Sorted into) {
    Predicate<Tag> immutable;
    Set<Digest> there;
    try {
      immutable = destination.ensureRepository(repository);
      there = destination.images(repository, copies.stream().map(Copy::digest).collect(toSet()));
    } catch (PermanentFailure e) {
      copies.forEach(copy -> into.refused().put(copy, e.getMessage()));
      return;
    }
    for (Copy copy : copies) {
      try {
        if (copy.isAgain() && immutable.test(copy.tag())) {
          // ECR refuses to put even the same image there again, and the right one is there.
          into.arrived().add(copy);
        } else if (copy.previous().isPresent() && immutable.test(copy.tag())) {
          into.refused().put(copy, immutableTag(copy));
        } else if (!copy.isAgain()
            && there.contains(copy.digest())
            && destination.putTag(repository, copy.digest(), copy.tag())) {
          into.arrived().add(copy);
        } else {
          into.left().add(copy);
        }
      } catch (PermanentFailure e) {
        into.refused().put(copy, e.getMessage());
      }
    }
  }

  private static String immutableTag(Copy copy) {
    return "the tag %s is immutable in %s and points to %s: delete it there, or let the repository's tags change"
        .formatted(
            copy.tag(), copy.destination(), copy.previous().map(Object::toString).orElse(""));
  }
}
