package replicator.copy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.image.Tag;

/**
 * One image that has to get from a source repository to a tag of a destination repository.
 *
 * @param digest that the source had under the tag when the run looked
 * @param previous what the destination tag pointed to then
 * @param sizeInBytes of the compressed layers, where the source reports it; it may report fewer
 *     than an image for several platforms has
 */
public record Copy(
    Repository source,
    Digest digest,
    Repository destination,
    Tag tag,
    Optional<Digest> previous,
    OptionalLong sizeInBytes) {

  public static Copy of(
      Repository source,
      Digest digest,
      Repository destination,
      Tag tag,
      Optional<Digest> previous) {
    return new Copy(source, digest, destination, tag, previous, OptionalLong.empty());
  }

  /** By destination repository; all in their order. */
  public static Map<RepositoryName, List<Copy>> byRepository(Stream<Copy> copies) {
    return copies.collect(
        groupingBy(copy -> copy.destination().name(), LinkedHashMap::new, toList()));
  }

  public Copy sized(@Nullable Long bytes) {
    OptionalLong size = bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    return new Copy(source, digest, destination, tag, previous, size);
  }

  /** Whether the destination had the image already, and it is copied again anyway. */
  public boolean isAgain() {
    return previous.equals(Optional.of(digest));
  }

  /** The destination image as a person types it. */
  public String image() {
    return destination + ":" + tag;
  }
}
