package replicator.selection;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replicator.image.Digest;
import replicator.image.Tag;

/**
 * Which images of one repository are wanted: all of these together.
 *
 * @param tags by name; one that the repository does not have is a failure of that image
 * @param digests by content; each arrives under the tag {@link #tagOf}
 * @param rules that pick from all tags of the repository; none: its tags need not be listed
 */
public record TagChoice(Set<Tag> tags, Set<Digest> digests, List<TagRule> rules) {
  public TagChoice {
    tags = Set.copyOf(tags);
    digests = Set.copyOf(digests);
    rules = List.copyOf(rules);
  }

  /** These and no others. */
  public static TagChoice of(Set<Tag> tags) {
    return new TagChoice(tags, Set.of(), List.of());
  }

  /** What a rule picks and nothing else. */
  public static TagChoice of(TagRule rule) {
    return new TagChoice(Set.of(), Set.of(), List.of(rule));
  }

  /** What the rules pick, by the entry of each; an entry that picks nothing is not among them. */
  public record Picked(Map<String, Set<Tag>> byEntry) {
    public Set<Tag> tags() {
      return byEntry.values().stream().flatMap(Set::stream).collect(toSet());
    }

    public Set<String> matched() {
      return byEntry.keySet();
    }
  }

  public Picked pick(Collection<TagCandidate> candidates) {
    Map<String, Set<Tag>> byEntry = new HashMap<>();
    for (TagRule rule : rules) {
      List<Tag> some = rule.pick(candidates);
      if (!some.isEmpty()) {
        byEntry.computeIfAbsent(rule.entry(), _ -> new HashSet<>()).addAll(some);
      }
    }
    return new Picked(byEntry);
  }

  /**
   * The tag of an image that was asked for by digest, such as {@code digest-} and 64 hexadecimal
   * digits. Not {@code sha256-...}, which is taken: clients look for an image's referrers there, <a
   * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema">distribution-spec</a>.
   */
  public static Tag tagOf(Digest digest) {
    return new Tag("digest-" + digest.hex());
  }
}
