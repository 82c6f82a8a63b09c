package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import replicator.image.Tag;

class TagVersionTest {
  /** <a href="https://semver.org/spec/v2.0.0.html#spec-item-11">SemVer 11</a>, and more numbers. */
  private static final String ASCENDING =
      "0 0.0.1 0.9 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2"
          + " 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.0.1 1.2 1.10 v2 2.0.1 20.04 2024.01.05"
          + " 20240105123456";

  @Test
  void versions_areInTheOrderOfSemVer() {
    List<TagVersion> ascending =
        Tags.of(ASCENDING).stream().map(tag -> TagVersion.of(tag).orElseThrow()).toList();
    List<TagVersion> sorted = new ArrayList<>(ascending);
    Collections.shuffle(sorted, new Random(1));
    Collections.sort(sorted);

    assertThat(sorted).isEqualTo(ascending);
  }

  @Test
  void versionsWithNumbersLeftOut_areEqual() {
    assertThat(version("v1.2")).isEqualByComparingTo(version("1.2.0"));
    assertThat(version("1")).isEqualByComparingTo(version("V1.0.0.0"));
  }

  @Test
  void build_doesNotCount() {
    assertThat(version("1.2.3_4-x")).isEqualByComparingTo(version("1.2.3"));
    assertThat(version("1.2.3-rc.1_4")).isEqualByComparingTo(version("1.2.3-rc.1"));
  }

  private static TagVersion version(String tag) {
    return TagVersion.of(new Tag(tag)).orElseThrow();
  }
}
