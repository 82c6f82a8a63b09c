package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.run.RunId;

class AttemptIdTest {
  private static final RunId RUN = new RunId("20261124T050000000Z-3f9a1c22");

  @Test
  void an_attempt_prints_as_run_batch_and_attempt() {
    assertThat(new AttemptId(RUN, 12, 3)).hasToString("20261124T050000000Z-3f9a1c22/12/3");
  }

  @Property
  void what_an_attempt_prints_is_read_as_the_same_attempt(
      @ForAll @IntRange(min = 1, max = 999_999_999) int batch,
      @ForAll @IntRange(min = 1, max = 999_999_999) int attempt) {
    AttemptId id = new AttemptId(RUN, batch, attempt);

    assertThat(AttemptId.parse(id.toString())).contains(id);
  }

  @Property
  void it_is_short_and_plain_enough_for_the_client_token_and_started_by_of_ecs(
      @ForAll String execution,
      @ForAll @IntRange(min = 0) int second,
      @ForAll @IntRange(min = 1, max = 999_999_999) int number) {
    RunId run = RunId.of(execution, Instant.ofEpochSecond(second));

    assertThat(new AttemptId(run, number, number).toString()).matches("[A-Za-z0-9/_-]{1,64}");
  }

  @Property
  void whatever_else_a_task_was_started_by_is_nobody_s_attempt(@ForAll String startedBy) {
    assertThat(AttemptId.parse(startedBy)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ecs-svc/1234567890123456789",
        "20261124T050000000Z-3f9a1c22",
        "20261124T050000000Z-3f9a1c22/1",
        "20261124T050000000Z-3f9a1c22/1/",
        "20261124T050000000Z-3f9a1c22/1/2/3",
        "20261124T050000000Z-3f9a1c22/-1/2",
        "20261124T050000000Z-3f9a1c22/1/99999999999",
        "20261124T050000000Z-3f9a1c2g/1/1",
        "T-3f9a1c22/1/1",
        "20261124T050000000Z-3f9a1c22/0/1",
        "20261124T050000000Z-3f9a1c22/1/0",
        "20261124T050000000Z-3f9a1c22/01/1",
        "20261124T050000000Z-3f9a1c22/1/1\n",
      })
  void what_only_looks_like_an_attempt_is_none(String startedBy) {
    assertThat(AttemptId.parse(startedBy)).isEmpty();
  }
}
