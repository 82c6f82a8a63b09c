package replicator.replication;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replicator.destination.DestinationRegistry;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.plan.Copy;

/**
 * Which copies the destination really has, asked of the destination itself.
 *
 * @param arrived the tag points to the planned digest
 * @param missing it does not, or does not exist
 */
record Arrivals(List<Copy> arrived, List<Copy> missing) {
  static Arrivals of(DestinationRegistry destination, List<Copy> copies) {
    Map<RepositoryName, List<Copy>> byRepository =
        copies.stream()
            .collect(groupingBy(copy -> copy.destination().name(), LinkedHashMap::new, toList()));
    List<Copy> arrived = new ArrayList<>();
    List<Copy> missing = new ArrayList<>();
    byRepository.forEach(
        (repository, group) -> {
          Map<Tag, Digest> tags =
              destination.tags(repository, group.stream().map(Copy::tag).collect(toSet()));
          for (Copy copy : group) {
            (copy.digest().equals(tags.get(copy.tag())) ? arrived : missing).add(copy);
          }
        });
    return new Arrivals(arrived, missing);
  }
}
