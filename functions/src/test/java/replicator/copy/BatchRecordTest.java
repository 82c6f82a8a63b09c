package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.run.RunId;

class BatchRecordTest {
  private static final RunId RUN = new RunId("20261124T050000000Z-3f9a1c22");

  @Test
  void the_first_attempt_is_number_one() {
    assertThat(new BatchRecord(RUN, 7, List.of(), Optional.empty(), TaskTime.NONE).nextAttempt())
        .isEqualTo(new AttemptId(RUN, 7, 1));
  }

  @Test
  void the_next_attempt_follows_the_last() {
    Attempt last =
        new Attempt(
            new AttemptId(RUN, 7, 3),
            "token",
            new Launch(Instant.EPOCH, 0, Optional.empty()),
            Optional.of(new Verdict.Done()),
            true);

    assertThat(new BatchRecord(RUN, 7, List.of(), Optional.of(last), TaskTime.NONE).nextAttempt())
        .isEqualTo(new AttemptId(RUN, 7, 4));
  }
}
