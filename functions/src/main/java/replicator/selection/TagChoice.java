package replicator.selection;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import replicator.image.Tag;

/** Which tags of one repository are wanted. */
public sealed interface TagChoice {
  /** These and no others; the registry need not be asked for its tags. */
  record Exactly(Set<Tag> tags) implements TagChoice {
    public Exactly {
      tags = Set.copyOf(tags);
    }
  }

  /** Every tag that the repository has. */
  record Every() implements TagChoice {}

  /** The tags that a rule picks out of all that the repository has. */
  non-sealed interface Picked extends TagChoice {
    List<Tag> pick(Collection<TagCandidate> candidates);
  }
}
