package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import replicator.failure.PermanentFailure;
import replicator.selection.TagCandidate;

class LastPushedTagsTest {
  private final TagFilter lastTwo = TagFilterParser.parse("pushed(2, v*)");

  @Test
  void lastPushed_arePickedWhateverTheirVersion() {
    List<TagCandidate> candidates =
        List.of(
            Tags.pushed("v9", "2024-01-01T00:00:00Z"),
            Tags.pushed("v1", "2024-03-01T00:00:00Z"),
            Tags.pushed("v2", "2024-02-01T00:00:00Z"),
            Tags.pushed("edge", "2024-04-01T00:00:00Z"));

    assertThat(lastTwo.pick(candidates)).isEqualTo(Tags.of("v1 v2"));
  }

  @Test
  void tagsOfOneImage_arePickedByName() {
    List<TagCandidate> candidates =
        List.of(
            Tags.pushed("v1.2.3", "2024-01-01T00:00:00Z"),
            Tags.pushed("v1.2", "2024-01-01T00:00:00Z"),
            Tags.pushed("v1", "2024-01-01T00:00:00Z"));

    assertThat(lastTwo.pick(candidates)).isEqualTo(Tags.of("v1 v1.2"));
  }

  @Test
  void unknownTime_isNotTakenForNothingToCopy() {
    List<TagCandidate> candidates = Tags.candidates("v1 v2");

    assertThatThrownBy(() -> lastTwo.pick(candidates))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("does not tell when v");
  }

  @Test
  void pushTimes_areAskedForOnlyByThisRule() {
    assertThat(lastTwo.needsPushTimes()).isTrue();
    assertThat(TagFilterParser.parse("newest(2, v*)").needsPushTimes()).isFalse();
  }
}
