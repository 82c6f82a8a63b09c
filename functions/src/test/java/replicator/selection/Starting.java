package replicator.selection;

import java.util.Collection;
import java.util.List;
import replicator.image.Tag;

/** Picks the tags that start so. */
public record Starting(String start) implements TagRule {
  @Override
  public String entry() {
    return start + "*";
  }

  @Override
  public List<Tag> pick(Collection<TagCandidate> candidates) {
    return candidates.stream()
        .map(TagCandidate::tag)
        .filter(tag -> tag.value().startsWith(start))
        .toList();
  }
}
