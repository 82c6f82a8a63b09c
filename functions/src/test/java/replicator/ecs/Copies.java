package replicator.ecs;

import java.util.Optional;
import replicator.copy.Copy;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;

/** Copies out of the texts that people type. */
final class Copies {
  private Copies() {}

  static Copy of(String source, String destination, String tag, int image) {
    return Copy.of(
        Repository.parse(source),
        new Digest("sha256:%064x".formatted(image)),
        Repository.parse(destination),
        new Tag(tag),
        Optional.empty());
  }
}
