package replicator.list;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import replicator.failure.PermanentFailure;
import replicator.image.Tag;
import replicator.selection.TagCandidate;

/**
 * The tags of a pattern whose images were pushed last, {@code pushed(3, v*)}; of images pushed at
 * the same time, which may be one image, those that come first by name.
 */
record LastPushedTags(int count, TagPattern pattern) implements TagFilter {
  private static final Comparator<TagCandidate> LAST_FIRST =
      comparing(LastPushedTags::pushedAt, reverseOrder()).thenComparing(TagCandidate::tag);

  @Override
  public List<Tag> pick(Collection<TagCandidate> candidates) {
    return candidates.stream()
        .filter(candidate -> pattern.matches(candidate.tag()))
        .sorted(LAST_FIRST)
        .limit(count)
        .map(TagCandidate::tag)
        .toList();
  }

  private static Instant pushedAt(TagCandidate candidate) {
    return candidate
        .pushedAt()
        .orElseThrow(
            () ->
                new PermanentFailure(
                    "the source does not tell when %s was pushed".formatted(candidate.tag())));
  }

  @Override
  public boolean needsPushTimes() {
    return true;
  }

  @Override
  public String text() {
    return "pushed(%d, %s)".formatted(count, pattern.text());
  }
}
