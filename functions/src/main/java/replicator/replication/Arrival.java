package replicator.replication;

import static java.util.stream.Collectors.toSet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.plan.Copy;

/** Whether the destination has what was to be copied, asked of the destination itself. */
sealed interface Arrival {
  /** The tag points to the planned digest. */
  record Arrived() implements Arrival {}

  /** It did so before the run: whether it was copied again, only its task can tell. */
  record Unproven() implements Arrival {}

  /**
   * @param instead what the tag points to; empty if there is no such tag
   */
  record Missing(Optional<Digest> instead) implements Arrival {}

  /**
   * @param reason why nobody may look there
   */
  record Unknown(String reason) implements Arrival {}

  /**
   * Of all copies, by repository. What is wrong with one is no concern of the others.
   *
   * @param destination as the parameters name it now
   */
  static Map<Copy, Arrival> of(Supplier<DestinationRegistry> destination, List<Copy> copies) {
    Map<Copy, Arrival> arrivals = new LinkedHashMap<>();
    Copy.byRepository(copies.stream())
        .forEach((repository, group) -> look(destination, repository, group, arrivals));
    return arrivals;
  }

  private static void look(
      Supplier<DestinationRegistry> destination,
      RepositoryName repository,
      List<Copy> copies,
      Map<Copy, Arrival> into) {
    try {
      Map<Tag, Digest> tags =
          planned(destination.get(), copies.getFirst())
              .tags(repository, copies.stream().map(Copy::tag).collect(toSet()));
      copies.forEach(copy -> into.put(copy, of(copy, Optional.ofNullable(tags.get(copy.tag())))));
    } catch (PermanentFailure e) {
      copies.forEach(copy -> into.put(copy, new Unknown(e.getMessage())));
    }
  }

  /** Another registry may well have a repository of the same name. */
  private static DestinationRegistry planned(DestinationRegistry now, Copy copy) {
    if (!copy.destination().registry().equals(now.host())) {
      throw new PermanentFailure("the destination is %s now".formatted(now.host()));
    }
    return now;
  }

  private static Arrival of(Copy copy, Optional<Digest> found) {
    if (found.equals(Optional.of(copy.digest()))) {
      return copy.isAgain() ? new Unproven() : new Arrived();
    }
    return new Missing(found);
  }
}
