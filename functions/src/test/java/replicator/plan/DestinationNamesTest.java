package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.failure.PermanentFailure;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.selection.Selected;
import replicator.selection.TagChoice;

class DestinationNamesTest {
  @ParameterizedTest(name = "{0} under {1}")
  @CsvSource(
      textBlock =
          """
          ubuntu,                     '',       ubuntu
          quay.io/coreos/etcd,        '',       quay.io/coreos/etcd
          ubuntu,                     mirror,   mirror/ubuntu
          ubuntu,                     mirror/,  mirror/ubuntu
          ubuntu,                     mirror-,  mirror-ubuntu
          ubuntu,                     a/b_,     a/b_ubuntu
          localhost:5000/x,           '',       localhost_5000/x
          Registry.Example.com:5000/x,mirror,   mirror/registry.example.com_5000/x
          a,                          mirror,   mirror/a
          ab,                         '',       ab
          """)
  void name_isPrefixAndPath(String path, String prefix, String name) {
    Wanted wanted = wanted(prefix, selected("quay.io/x", path)).getFirst();

    assertThat(wanted.destination()).hasToString(name);
    assertThat(wanted.source()).hasToString("quay.io/x");
  }

  @ParameterizedTest(name = "{0} begins {1}")
  @CsvSource({
    "'', ''",
    "mirror, mirror/",
    "mirror/, mirror/",
    "mirror-, mirror-",
    "a/b_, a/b_",
    "a., a."
  })
  void beginning_ofAllNames_endsInASeparator(String prefix, String beginning) {
    assertThat(new DestinationNames(prefix).beginning()).isEqualTo(beginning);
  }

  @Test
  void names_thatEcrWouldRefuse_areToldBeforeAnythingStarts() {
    String longest = "a".repeat(250);

    assertThat(wanted("abc", selected("quay.io/" + longest, longest))).hasSize(1);
    assertThatThrownBy(() -> wanted("abcdef", selected("quay.io/" + longest, longest)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("2 to 255 characters, destPrefix included");
    assertThatThrownBy(() -> wanted("", selected("quay.io/a", "a")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(
            "quay.io/a cannot be kept, since \"a\" is not a repository name of ECR");
    assertThatThrownBy(() -> wanted("", selected("quay.io/team/a--b", "team/a--b")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("quay.io/team/a--b cannot be kept")
        .hasMessageContaining("no -- and no __")
        .hasMessageContaining("**:ALL_TAGS, !team/a--b with srcList SELECTED")
        .hasMessageNotContaining("destPrefix");
  }

  @Test
  void sources_thatWouldShareARepository_areRefused() {
    Selected port = selected("localhost:5000/x", "localhost:5000/x");
    Selected underscore = selected("docker.io/localhost_5000/x", "localhost_5000/x");

    assertThatThrownBy(() -> wanted("", port, underscore))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(
            "localhost:5000/x and docker.io/localhost_5000/x would both be kept in localhost_5000/x: take one of them out of the list");
  }

  @Test
  void manyProblems_areTenAndANumber() {
    Selected[] selected =
        IntStream.range(0, 2_501)
            .mapToObj(i -> selected("quay.io/x" + i, "ab"))
            .toArray(Selected[]::new);

    assertThatThrownBy(() -> wanted("", selected))
        .hasMessageEndingWith(
            "quay.io/x10 would both be kept in ab: take one of them out of the list; and 2490 more");
  }

  private static List<Wanted> wanted(String prefix, Selected... selected) {
    return new DestinationNames(prefix).wanted(List.of(selected));
  }

  private static Selected selected(String source, String path) {
    return new Selected(Repository.parse(source), path, TagChoice.of(Set.of(new Tag("1"))));
  }
}
