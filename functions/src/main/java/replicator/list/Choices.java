package replicator.list;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import replicator.image.Digest;
import replicator.image.Tag;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;

/** Combines all entries for a repository, and what is excluded there, into one choice. */
final class Choices {
  private Choices() {}

  /** Empty if nothing is left to choose from. */
  static Optional<TagChoice> of(Set<Entry> entries, List<TagPattern> excluded) {
    if (Exclusions.everything(excluded)) {
      return Optional.empty();
    }
    Set<Tag> tags = new HashSet<>();
    Set<Digest> digests = new HashSet<>();
    List<TagRule> rules = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.images()) {
        case OneDigest(Digest digest) -> digests.add(digest);
        case OneTag(Tag tag) when !entry.isForSeveral() -> {
          if (!Exclusions.excludes(excluded, tag)) {
            tags.add(tag);
          }
        }
        case TagFilter filter -> rules.add(new ListedTags(entry.toString(), filter, excluded));
      }
    }
    boolean nothing = tags.isEmpty() && digests.isEmpty() && rules.isEmpty();
    return nothing ? Optional.empty() : Optional.of(new TagChoice(tags, digests, rules));
  }

  /** Whether an entry for one repository makes a choice by name, not by a rule. */
  static boolean isNamed(Entry entry, List<TagPattern> excluded) {
    return switch (entry.images()) {
      case OneDigest _ -> !Exclusions.everything(excluded);
      case OneTag(Tag tag) -> !Exclusions.excludes(excluded, tag);
      case TagFilter _ -> false;
    };
  }
}
