package replicator.list;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import replicator.image.Tag;
import replicator.selection.TagCandidate;

/** Tags, blank separated. */
final class Tags {
  private Tags() {}

  static List<Tag> of(String tags) {
    return Arrays.stream(tags.split(" ", -1)).map(Tag::new).toList();
  }

  static List<TagCandidate> candidates(String tags) {
    return of(tags).stream().map(TagCandidate::of).toList();
  }

  static TagCandidate pushed(String tag, String time) {
    return new TagCandidate(new Tag(tag), Optional.of(Instant.parse(time)));
  }
}
