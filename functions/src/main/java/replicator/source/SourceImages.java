package replicator.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replicator.image.Tag;

/**
 * What a repository has of what was chosen.
 *
 * @param images in order of their tags
 * @param matched the {@link replicator.selection.TagRule#entry entries} of rules that picked any
 * @param refused tags that it does not give, and why: that may be the fault of one image, or of
 *     whoever asks
 * @param unlisted why it does not tell its tags, so that no rule could pick any
 */
public record SourceImages(
    List<SourceImage> images,
    Set<String> matched,
    Map<Tag, String> refused,
    Optional<String> unlisted) {
  public SourceImages {
    images = List.copyOf(images);
    matched = Set.copyOf(matched);
    refused = Map.copyOf(refused);
  }

  /** With nothing refused. */
  public SourceImages(List<SourceImage> images, Set<String> matched) {
    this(images, matched, Map.of(), Optional.empty());
  }
}
