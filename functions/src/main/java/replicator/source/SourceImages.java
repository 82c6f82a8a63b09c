package replicator.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replicator.image.Tag;

/**
 * The chosen images that a repository has.
 *
 * @param images in order of their tags
 * @param matched the {@link replicator.selection.TagRule#entry entries} of rules that picked any
 * @param refused tags that it refuses to give, and why: the reason may lie in one image, or in the
 *     login
 * @param unlisted why it does not list its tags, so that no rule could pick any
 */
public record SourceImages(
    List<SourceImage> images,
    Set<String> matched,
    Map<Tag, String> refused,
    Optional<String> unlisted) {
  public static final SourceImages NONE = new SourceImages(List.of(), Set.of());

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
