package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
  private static final Instant FIVE = Instant.parse("2026-11-24T05:00:00Z");
  private static final String ARN = "arn:aws:states:eu-west-1:123456789012:execution:stack:one";

  @Test
  void a_run_is_named_after_the_millisecond_and_the_execution() {
    assertThat(RunId.of(ARN, FIVE).value()).matches("20261124T050000000Z-[0-9a-f]{8}");
  }

  @Test
  void the_same_execution_has_the_same_name_each_time() {
    assertThat(RunId.of(ARN, FIVE)).isEqualTo(RunId.of(ARN, FIVE));
  }

  @Test
  void executions_of_the_same_millisecond_have_different_names() {
    assertThat(RunId.of(ARN, FIVE)).isNotEqualTo(RunId.of(ARN + "2", FIVE));
  }

  @Test
  void fractions_of_a_millisecond_are_left_out() {
    assertThat(RunId.of(ARN, FIVE.plusNanos(999_999))).isEqualTo(RunId.of(ARN, FIVE));
  }

  @Property
  void runs_sort_by_the_millisecond_they_started_in(
      @ForAll String execution,
      @ForAll String other,
      @ForAll @IntRange(min = 0, max = 1_000_000_000) int second,
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int later) {
    Instant start = Instant.ofEpochSecond(second);

    assertThat(RunId.of(execution, start))
        .isLessThan(RunId.of(other, start.plus(Duration.ofMillis(later))));
  }

  @Property
  void what_a_run_prints_is_the_same_run(
      @ForAll String execution, @ForAll @IntRange(min = 0) int second) {
    RunId run = RunId.of(execution, Instant.ofEpochSecond(second));

    assertThat(new RunId(run.toString())).isEqualTo(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20261124T050000000Z",
        "20261124T050000000Z-3f9a1c2",
        "20261124T050000000Z-3f9a1c222",
        "20261124T050000000Z-3F9A1C22",
        "2026-11-24T05:00:00Z-3f9a1c22",
        "20261124T050000000Z-3f9a1c22\n",
      })
  void what_is_no_name_of_a_run_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunId(text))
        .withMessageContaining(text);
  }
}
