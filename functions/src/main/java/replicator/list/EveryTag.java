package replicator.list;

import java.util.Collection;
import java.util.List;
import replicator.image.Tag;
import replicator.selection.TagCandidate;
import replicator.selection.TagRule;

/** Picks every tag. */
public record EveryTag(String entry) implements TagRule {
  @Override
  public List<Tag> pick(Collection<TagCandidate> candidates) {
    return candidates.stream().map(TagCandidate::tag).toList();
  }
}
