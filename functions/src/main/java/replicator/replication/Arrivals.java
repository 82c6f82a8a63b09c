package replicator.replication;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replicator.destination.DestinationRegistry;
import replicator.image.Digest;
import replicator.image.Tag;
import replicator.plan.Copy;

/**
 * Which copies the destination really has, asked of the destination itself.
 *
 * @param arrived the tag points to the planned digest
 * @param missing it does not, or does not exist
 * @param instead what the tag of a missing one points to, if that is neither planned nor what was
 *     there before the run
 */
record Arrivals(List<Copy> arrived, List<Copy> missing, Map<Copy, Digest> instead) {
  static Arrivals of(DestinationRegistry destination, List<Copy> copies) {
    List<Copy> arrived = new ArrayList<>();
    List<Copy> missing = new ArrayList<>();
    Map<Copy, Digest> instead = new HashMap<>();
    Copy.byRepository(copies.stream())
        .forEach(
            (repository, group) -> {
              Map<Tag, Digest> tags =
                  destination.tags(repository, group.stream().map(Copy::tag).collect(toSet()));
              for (Copy copy : group) {
                Optional<Digest> found = Optional.ofNullable(tags.get(copy.tag()));
                (found.equals(Optional.of(copy.digest())) ? arrived : missing).add(copy);
                found
                    .filter(digest -> !digest.equals(copy.digest()))
                    .filter(digest -> !copy.previous().equals(found))
                    .ifPresent(digest -> instead.put(copy, digest));
              }
            });
    return new Arrivals(arrived, missing, instead);
  }
}
