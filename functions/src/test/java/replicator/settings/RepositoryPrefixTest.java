package replicator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.settings.Refusals.assertRefused;
import static replicator.settings.SampleSettings.with;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPrefixTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "mirror", "mirror/", "mirror-", "mirror_", "team/a_b.c-d", "0"})
  void a_prefix_may_be_blank_or_end_in_a_separator(String prefix) {
    assertThat(with("destPrefix", prefix).destination().prefix()).isEqualTo(prefix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a--b", "a__b", "a//b", "a._b", "a/-", "/", "/a", "-x", "_", "Mirror", "a b", "a:1"
      })
  void a_prefix_that_no_name_may_have_is_refused(String prefix) {
    assertRefused(
        "destPrefix",
        prefix,
        "the beginning of a repository name, such as mirror or team/mirror, with single"
            + " separators",
        "destPrefix",
        prefix);
  }
}
