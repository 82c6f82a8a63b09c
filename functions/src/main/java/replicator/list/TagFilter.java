package replicator.list;

import java.util.Collection;
import java.util.List;
import replicator.image.Tag;
import replicator.selection.TagCandidate;

/** Picks some of the tags of a repository. */
sealed interface TagFilter extends TagSelector permits TagPattern, NewestTags, LastPushedTags {
  List<Tag> pick(Collection<TagCandidate> candidates);

  default boolean needsPushTimes() {
    return false;
  }

  /** As it is typed after the colon. */
  String text();
}
