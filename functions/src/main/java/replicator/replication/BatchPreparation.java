package replicator.replication;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import replicator.auth.RegistryAuth;
import replicator.copy.BatchRecords;
import replicator.copy.Copy;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.names.Names;
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

  /** The logins are those of the present one. */
  private static final String SOURCE_HAS_CHANGED =
      "the source of the stack has changed since this was planned";

  private final Names names;
  private final RunRecords runs;
  private final BatchRecords batches;
  private final ImageStatuses statuses;
  private final DestinationRegistry destination;
  private final RegistryAuth auth;
  private final InstantSource clock;

  /**
   * @param names of the source that the parameters name now
   */
  public BatchPreparation(
      Names names,
      RunRecords runs,
      BatchRecords batches,
      ImageStatuses statuses,
      DestinationRegistry destination,
      RegistryAuth auth,
      InstantSource clock) {
    this.names = names;
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
    Map<Copy, Optional<Digest>> toCopy = new LinkedHashMap<>();
    Arrival.of(() -> destination, open)
        .forEach(
            (copy, arrival) -> {
              switch (arrival) {
                case Arrival.Arrived() -> sorted.arrived().add(copy);
                case Arrival.Unproven() -> toCopy.put(copy, Optional.of(copy.digest()));
                case Arrival.Missing(Optional<Digest> instead) -> toCopy.put(copy, instead);
                case Arrival.Unknown(String why) -> sorted.refused().put(copy, why);
              }
            });
    toCopy.keySet().stream()
        .filter(copy -> !names.covers(copy.source()))
        .forEach(copy -> sorted.refused().put(copy, SOURCE_HAS_CHANGED));
    toCopy.keySet().removeAll(sorted.refused().keySet());
    Copy.byRepository(toCopy.keySet().stream())
        .forEach((repository, copies) -> sort(repository, copies, toCopy, sorted));
    statuses.markSucceeded(run, sorted.arrived());
    statuses.giveUp(run, sorted.refused());
    if (!sorted.left().isEmpty()) {
      auth.refreshIfOld(run, runs.find(run).filter(Run::partial).isPresent());
    }
    return new Prepared(sorted.left().size(), clock.instant().plus(LONGEST));
  }

  /**
   * What is wrong with one repository is no concern of the others.
   *
   * @param present what the tag of each copy points to
   */
  private void sort(
      RepositoryName repository,
      List<Copy> copies,
      Map<Copy, Optional<Digest>> present,
      Sorted into) {
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
      Optional<Digest> fixed =
          present.getOrDefault(copy, Optional.empty()).filter(_ -> immutable.test(copy.tag()));
      try {
        (isThereWithoutTask(copy, fixed, there) ? into.arrived() : into.left()).add(copy);
      } catch (PermanentFailure e) {
        into.refused().put(copy, e.getMessage());
      }
    }
  }

  /**
   * @param fixed what the tag points to and always will
   * @param there what the repository has, under whichever tag
   */
  private boolean isThereWithoutTask(Copy copy, Optional<Digest> fixed, Set<Digest> there) {
    if (fixed.isPresent()) {
      if (!fixed.get().equals(copy.digest())) {
        throw new PermanentFailure(immutableTag(copy, fixed.get()));
      }
      return true; // ECR refuses to put even the same image there again.
    }
    return !copy.isAgain()
        && there.contains(copy.digest())
        && destination.putTag(copy.destination().name(), copy.digest(), copy.tag());
  }

  private static String immutableTag(Copy copy, Digest digest) {
    return "the tag %s is immutable in %s and points to %s: delete it there, or let the repository's tags change"
        .formatted(copy.tag(), copy.destination(), digest);
  }
}
