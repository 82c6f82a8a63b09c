package replicator.list;

import java.util.Collection;
import java.util.List;
import replicator.image.Tag;
import replicator.selection.TagCandidate;
import replicator.selection.TagRule;

/**
 * What an entry of a list picks of what the list does not exclude; so the newest three are the
 * newest that are not excluded.
 */
record ListedTags(String entry, TagFilter filter, List<TagPattern> excluded) implements TagRule {
  ListedTags {
    excluded = List.copyOf(excluded);
  }

  @Override
  public List<Tag> pick(Collection<TagCandidate> candidates) {
    return filter.pick(
        candidates.stream()
            .filter(candidate -> !Exclusions.excludes(excluded, candidate.tag()))
            .toList());
  }

  @Override
  public boolean needsPushTimes() {
    return filter.needsPushTimes();
  }
}
