package replicator.replication;

import static java.util.stream.Collectors.toSet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import replicator.copy.Copy;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;
import replicator.image.Tag;

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
    try {
      DestinationRegistry now = destination.get();
      Copy.byRepository(copies.stream())
          .forEach((repository, group) -> look(now, repository, group, arrivals));
    } catch (PermanentFailure e) {
      unknown(copies, e, arrivals);
    }
    return arrivals;
  }

  private static void look(
      DestinationRegistry destination,
      RepositoryName repository,
      List<Copy> copies,
      Map<Copy, Arrival> into) {
    try {
      requirePlanned(destination.host(), copies.getFirst());
      Map<Tag, Digest> tags =
          destination.tags(repository, copies.stream().map(Copy::tag).collect(toSet()));
      copies.forEach(copy -> into.put(copy, of(copy, Optional.ofNullable(tags.get(copy.tag())))));
    } catch (PermanentFailure e) {
      unknown(copies, e, into);
    }
  }

  /** Another registry may well have a repository of the same name. */
  private static void requirePlanned(RegistryHost now, Copy copy) {
    if (!copy.destination().registry().equals(now)) {
      throw new PermanentFailure(
          "the destination of the stack has changed to %s since this was planned".formatted(now));
    }
  }

  private static void unknown(List<Copy> copies, PermanentFailure why, Map<Copy, Arrival> into) {
    copies.forEach(copy -> into.put(copy, new Unknown(why.getMessage())));
  }

  private static Arrival of(Copy copy, Optional<Digest> found) {
    if (found.equals(Optional.of(copy.digest()))) {
      return copy.isAgain() ? new Unproven() : new Arrived();
    }
    return new Missing(found);
  }
}
