package replicator.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.image.Tag;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilterType;
import software.amazon.awssdk.services.ecr.model.Repository;

class TagMutabilityTest {
  @ParameterizedTest
  @CsvSource({
    "MUTABLE, '', latest, false",
    "IMMUTABLE, '', latest, true",
    "IMMUTABLE_WITH_EXCLUSION, latest, latest, false",
    "IMMUTABLE_WITH_EXCLUSION, latest, latest-1, true",
    "IMMUTABLE_WITH_EXCLUSION, dev-*, dev-1, false",
    "IMMUTABLE_WITH_EXCLUSION, dev-*, dev-, false",
    "IMMUTABLE_WITH_EXCLUSION, dev-*, 1-dev-1, true",
    "IMMUTABLE_WITH_EXCLUSION, dev-* latest, latest, false",
    "IMMUTABLE_WITH_EXCLUSION, 1.*.0, 1.2.0, false",
    "IMMUTABLE_WITH_EXCLUSION, 1.*.0, 1x2.0, true",
    "IMMUTABLE_WITH_EXCLUSION, *rc*, 1.0-rc1, false",
    "MUTABLE_WITH_EXCLUSION, v*, v1, true",
    "MUTABLE_WITH_EXCLUSION, v*, latest, false",
  })
  void immutable_followsModeAndFilters(
      ImageTagMutability mode, String filters, String tag, boolean immutable) {
    Repository repository =
        Repository.builder()
            .imageTagMutability(mode)
            .imageTagMutabilityExclusionFilters(
                Stream.of(filters.split(" "))
                    .filter(filter -> !filter.isEmpty())
                    .map(TagMutabilityTest::filter)
                    .toList())
            .build();
    assertThat(TagMutability.immutable(repository).test(new Tag(tag))).isEqualTo(immutable);
  }

  private static ImageTagMutabilityExclusionFilter filter(String filter) {
    return ImageTagMutabilityExclusionFilter.builder()
        .filterType(ImageTagMutabilityExclusionFilterType.WILDCARD)
        .filter(filter)
        .build();
  }
}
