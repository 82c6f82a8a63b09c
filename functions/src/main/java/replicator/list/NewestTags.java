package replicator.list;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.image.Tag;
import replicator.selection.TagCandidate;

/**
 * The tags of a pattern with the highest versions, {@code newest(3, v*)}. Tags that are no version
 * do not count, nor those with a suffix if the pattern does not mean any.
 */
record NewestTags(int count, TagPattern pattern) implements TagFilter {
  private record Versioned(TagVersion version, Tag tag) {}

  /** Of equal versions first the one that says more ({@code 1.2.0}, {@code 1.2}), then by name. */
  private static final Comparator<Versioned> NEWEST_FIRST =
      comparing(Versioned::version, reverseOrder())
          .thenComparing(found -> found.version().numbers().size(), reverseOrder())
          .thenComparing(Versioned::tag);

  @Override
  public List<Tag> pick(Collection<TagCandidate> candidates) {
    return pattern.pick(candidates).stream()
        .flatMap(this::versioned)
        .sorted(NEWEST_FIRST)
        .limit(count)
        .map(Versioned::tag)
        .toList();
  }

  private Stream<Versioned> versioned(Tag tag) {
    Optional<TagVersion> version =
        TagVersion.of(tag).filter(found -> found.isRelease() || pattern.meansSuffixes());
    return version.map(found -> new Versioned(found, tag)).stream();
  }

  @Override
  public String text() {
    return "newest(%d, %s)".formatted(count, pattern.text());
  }
}
