package replicator.source;

import java.util.List;
import java.util.Set;

/**
 * What a repository has of what was chosen.
 *
 * @param images in order of their tags
 * @param matched the {@link replicator.selection.TagRule#entry entries} of rules that picked any
 */
public record SourceImages(List<SourceImage> images, Set<String> matched) {
  public SourceImages {
    images = List.copyOf(images);
    matched = Set.copyOf(matched);
  }
}
