package replicator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.batch;
import static replicator.copy.SampleCopies.copy;
import static replicator.run.SampleRuns.RUN;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Verdict;

/**
 * A conditional change that is made again meets its own condition no more: it is made all the same.
 */
class LostAnswerTest {
  private static final AttemptId FIRST = new AttemptId(RUN, 1, 1);

  private final String table = LocalDynamoDb.runsTable();
  private final FaultyDynamoDb dynamo =
      new FaultyDynamoDb(LocalDynamoDb.client())
          .always("UpdateItem", new FaultyDynamoDb.Fault.AnswerLost())
          .always("DeleteItem", new FaultyDynamoDb.Fault.AnswerLost());
  private final DynamoBatchRecords batches =
      new DynamoBatchRecords(dynamo, table, InstantSource.system());

  @Test
  void attempt_isOpenedAndClosedOnceByWhoeverAsked() {
    batches.write(RUN, 0, List.of(batch(1, copy("app", "1", 1))));

    assertThat(batches.open(FIRST, "token")).isTrue();
    assertThat(batches.adopt(FIRST, "newer")).isTrue();
    assertThat(batches.recordTask(FIRST, "task")).isTrue();
    assertThat(batches.close(FIRST, new Verdict.Done()))
        .isEqualTo(batches.find(RUN, 1).orElseThrow().attempt())
        .isPresent();
    assertThat(batches.close(FIRST, new Verdict.Done())).isEmpty();
    batches.markAnswered(FIRST);
    assertThat(batches.open(new AttemptId(RUN, 1, 2), "token")).isTrue();
  }

  @Test
  void lease_isTakenAndGivenBackByWhoeverAsked() {
    DynamoRunRecords runs = new DynamoRunRecords(dynamo, table);

    assertThat(runs.takeLease("mine", Optional.empty())).isEqualTo("mine");
    runs.releaseLease("mine");
    assertThat(runs.takeLease("other", Optional.empty())).isEqualTo("other");
    assertThat(runs.takeLease("mine", Optional.of("other"))).isEqualTo("mine");
  }

  @Test
  void turn_isTakenByWhoeverAsked() {
    DynamoAuthTurns turns = new DynamoAuthTurns(dynamo, table, InstantSource.system());

    assertThat(turns.take(RUN, Duration.ofMinutes(1))).isTrue();
    assertThat(turns.take(RUN, Duration.ofMinutes(1))).isFalse();
    turns.giveBack(RUN);
    assertThat(turns.take(RUN, Duration.ofMinutes(1))).isTrue();
  }
}
