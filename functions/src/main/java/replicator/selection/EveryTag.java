package replicator.selection;

import java.util.Collection;
import java.util.List;
import replicator.image.Tag;

/** Picks every tag. */
public record EveryTag(String entry) implements TagRule {
  @Override
  public List<Tag> pick(Collection<TagCandidate> candidates) {
    return candidates.stream().map(TagCandidate::tag).toList();
  }
}
