package replicator.list;

import java.util.Collection;
import java.util.List;
import replicator.image.Tag;
import replicator.selection.TagCandidate;

/** Picks tags by what each is called, whatever else there is. */
sealed interface TagPattern extends TagFilter
    permits OneTag, AnyTag, TagGlob, TagExpression, VersionRange {
  boolean matches(Tag tag);

  /**
   * Whether it was written with suffixes such as {@code -rc.1} or {@code -alpine} in mind, which
   * are not meant when people ask for the newest of {@code v*}.
   */
  boolean meansSuffixes();

  @Override
  default List<Tag> pick(Collection<TagCandidate> candidates) {
    return candidates.stream().map(TagCandidate::tag).filter(this::matches).toList();
  }
}
