package replicator.selection;

import java.util.Collection;
import java.util.List;
import replicator.image.Tag;

/** Picks tags out of all that a repository has. */
public interface TagRule {
  /** The entry of the list that it comes from, as typed: messages name it when it is useless. */
  String entry();

  List<Tag> pick(Collection<TagCandidate> candidates);

  /** Whether it looks at {@link TagCandidate#pushedAt}, which is dearer to ask for. */
  default boolean needsPushTimes() {
    return false;
  }
}
