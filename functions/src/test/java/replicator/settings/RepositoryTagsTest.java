package replicator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.settings.Refusals.assertRefused;
import static replicator.settings.SampleSettings.with;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html#tag-restrictions */
class RepositoryTagsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a=b,c=d,a=e", "a=b,a=b", "a=b, a =b"})
  void a_key_that_comes_twice_is_refused(String tags) {
    refused(tags, ", each key once: \"a\" comes twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:team=platform", "AWS:team=platform", "env=prod,aws:=x"})
  void a_key_of_aws_is_refused(String tags) {
    refused(tags, ", with keys that do not begin with aws:, as AWS's own do");
  }

  @Test
  void more_tags_than_a_repository_may_have_are_refused() {
    refused(tags(51), ", 50 at most: it has 51");
    assertThat(with("destTags", tags(50)).destination().created().tags()).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource({"129, 1", "1, 257"})
  void a_tag_longer_than_ecr_takes_is_refused(int key, int value) {
    refused(
        "k".repeat(key) + "=" + "v".repeat(value),
        ", with keys of 128 and values of 256 characters at most");
  }

  @Test
  void a_tag_as_long_as_ecr_takes_is_taken() {
    String key = "k".repeat(128);
    String value = "v".repeat(256);

    assertThat(with("destTags", key + "=" + value).destination().created().tags())
        .isEqualTo(Map.of(key, value));
  }

  private static String tags(int number) {
    return IntStream.range(0, number).mapToObj(n -> "k" + n + "=").collect(Collectors.joining(","));
  }

  private static void refused(String tags, String expected) {
    assertRefused(
        "destTags", tags, "key=value pairs, comma separated" + expected, "destTags", tags);
  }
}
