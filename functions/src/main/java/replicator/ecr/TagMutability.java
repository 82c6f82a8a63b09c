package replicator.ecr;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replicator.image.Tag;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * Which tags of a repository can never point to another image: <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html">tag
 * immutability</a>.
 */
final class TagMutability {
  private TagMutability() {}

  static Predicate<Tag> immutable(Repository repository) {
    Predicate<Tag> excluded = anyOf(repository.imageTagMutabilityExclusionFilters());
    return switch (repository.imageTagMutability()) {
      case IMMUTABLE -> tag -> true;
      case IMMUTABLE_WITH_EXCLUSION -> excluded.negate();
      case MUTABLE_WITH_EXCLUSION -> excluded;
      // What is not known here is known to ECR, which refuses the tag if need be.
      case MUTABLE, UNKNOWN_TO_SDK_VERSION -> tag -> false;
    };
  }

  private static Predicate<Tag> anyOf(List<ImageTagMutabilityExclusionFilter> filters) {
    List<Pattern> patterns = filters.stream().map(TagMutability::pattern).toList();
    return tag -> patterns.stream().anyMatch(pattern -> pattern.matcher(tag.value()).matches());
  }

  /** A filter, of the only type: {@code *} stands for any characters or none. */
  private static Pattern pattern(ImageTagMutabilityExclusionFilter filter) {
    return Pattern.compile(
        Stream.of(filter.filter().split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
