package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.destination;
import static replicator.copy.SampleCopies.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replicator.copy.Unavailable;
import replicator.image.RepositoryName;
import replicator.image.Tag;

class ProgressTest {
  @Test
  void problems_of_all_parts_are_told_as_far_as_there_is_room_and_the_rest_is_counted() {
    Progress progress = Progress.NONE.and(part(70, "a")).and(part(70, "b")).and(part(1, "c"));

    assertThat(progress.told())
        .hasSize(101)
        .startsWith("no image 0 of a")
        .endsWith("and 41 more of the kind");
    assertThat(progress.unavailable()).isEqualTo(141);
    assertThat(progress.upTo()).isEqualTo("c");
  }

  @Test
  void what_lies_behind_the_last_repository_is_still_to_be_planned() {
    Progress progress = Progress.NONE.and(part(0, "b"));

    assertThat(progress.isBefore(new RepositoryName("a"))).isFalse();
    assertThat(progress.isBefore(new RepositoryName("b"))).isFalse();
    assertThat(progress.isBefore(new RepositoryName("b-2"))).isTrue();
    assertThat(Progress.NONE.isBefore(new RepositoryName("a"))).isTrue();
  }

  @Test
  void its_json_takes_a_third_of_a_state_at_most() throws JsonProcessingException {
    Plan plan = LargestPlan.upTo("a/".repeat(127) + "a");

    Progress progress = Progress.NONE.and(plan).and(plan);

    assertThat(progress.furtherProblems()).isEqualTo(2 * LargestPlan.PROBLEMS - 100);
    assertThat(new ObjectMapper().writeValueAsString(progress)).hasSizeLessThan(262_144 / 3);
  }

  private static Plan part(int unavailable, String upTo) {
    List<Unavailable> gone =
        IntStream.range(0, unavailable)
            .mapToObj(
                n ->
                    new Unavailable(
                        source(upTo),
                        destination(upTo),
                        new Tag("t" + n),
                        Optional.empty(),
                        "no image " + n + " of " + upTo))
            .toList();
    return new Plan(
        Differences.of(List.of(), 0, gone, Set.of()),
        new Batches(List.of(), List.of()),
        List.of(),
        Set.of(),
        Optional.of(new RepositoryName(upTo)));
  }
}
