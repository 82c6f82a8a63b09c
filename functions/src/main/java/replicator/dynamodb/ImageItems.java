package replicator.dynamodb;

import java.time.Instant;
import java.util.Optional;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.copy.Unavailable;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.run.RunId;

/** An image as an item of the table that people read. */
final class ImageItems {
  /** What {@link #status} needs. */
  static final String PROJECTION = "#repository, #tag, #run, #status, #reason, #attempts";

  private ImageItems() {}

  static Item key(Copy copy) {
    return key(copy.destination(), copy.tag());
  }

  /** {@link Copy#image} of an item that was read. */
  static String image(Item item) {
    return item.text("repository") + ":" + item.text("tag");
  }

  private static Item key(Repository repository, Tag tag) {
    return Item.of("repository", repository.toString()).with("tag", tag.value());
  }

  static Item planned(RunId run, int batch, Copy copy, Instant now) {
    Item item =
        key(copy)
            .with("status", ImageState.PENDING.name())
            .with("run", run.value())
            .with("batch", batch)
            .with("source", copy.source().toString())
            .with("digest", copy.digest().value())
            .with("previousDigest", copy.previous().map(Digest::value))
            .with("attempts", 0)
            .with("plannedAt", now);
    copy.sizeInBytes().ifPresent(size -> item.with("sizeInBytes", size));
    return item;
  }

  static Item unavailable(RunId run, Unavailable image, Instant now) {
    return key(image.destination(), image.tag())
        .with("status", ImageState.FAILED.name())
        .with("run", run.value())
        .with("source", image.source().toString())
        .with("previousDigest", image.previous().map(Digest::value))
        .with("attempts", 0)
        .with("reason", image.reason())
        .with("plannedAt", now)
        .with("finishedAt", now);
  }

  /**
   * @param item of the image, if there is one
   */
  static ImageStatus status(RunId run, Copy copy, Optional<Item> item) {
    Optional<RunId> last = item.map(found -> new RunId(found.text("run")));
    if (last.equals(Optional.of(run))) {
      Item found = item.orElseThrow();
      return new ImageStatus(
          copy,
          ImageState.valueOf(found.text("status")),
          found.find("reason"),
          found.number("attempts"));
    }
    String why =
        last.filter(other -> other.compareTo(run) > 0)
            .map("the later run %s has planned it again"::formatted)
            .orElse("its status in this run is missing from the table");
    return new ImageStatus(copy, ImageState.FAILED, Optional.of(why), 0);
  }
}
