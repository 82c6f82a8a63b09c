package replicator.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.selection.TagChoice;
import replicator.source.SourceImage;

/**
 * What a destination lacks of its source.
 *
 * @param upToDate how many wanted tags point to the same digest on both sides
 */
public record Difference(List<Copy> copies, int upToDate, List<Unavailable> unavailable) {
  public Difference {
    copies = List.copyOf(copies);
    unavailable = List.copyOf(unavailable);
  }

  /** Compares one repository with its copy. */
  static Difference of(
      Wanted wanted, Repository destination, List<SourceImage> images, Map<Tag, Digest> present) {
    List<Copy> copies = new ArrayList<>();
    Set<Tag> found = new HashSet<>();
    for (SourceImage image : images) {
      found.add(image.tag());
      Optional<Digest> previous = Optional.ofNullable(present.get(image.tag()));
      if (!previous.equals(Optional.of(image.digest()))) {
        copies.add(
            new Copy(
                wanted.source(),
                image.digest(),
                destination,
                image.tag(),
                previous,
                image.sizeInBytes()));
      }
    }
    return new Difference(
        copies, images.size() - copies.size(), missing(wanted, destination, found));
  }

  private static List<Unavailable> missing(Wanted wanted, Repository destination, Set<Tag> found) {
    if (!(wanted.tags() instanceof TagChoice.Exactly exactly)) {
      return List.of();
    }
    return exactly.tags().stream()
        .filter(tag -> !found.contains(tag))
        .sorted()
        .map(
            tag ->
                new Unavailable(
                    wanted.source(),
                    destination,
                    tag,
                    "the source has no image %s:%s".formatted(wanted.source(), tag)))
        .toList();
  }

  static Difference sum(Collection<Difference> parts) {
    return new Difference(
        parts.stream().flatMap(part -> part.copies.stream()).toList(),
        parts.stream().mapToInt(Difference::upToDate).sum(),
        parts.stream().flatMap(part -> part.unavailable.stream()).toList());
  }
}
