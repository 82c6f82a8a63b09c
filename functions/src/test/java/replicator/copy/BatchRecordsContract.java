package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.batch;
import static replicator.copy.SampleCopies.digest;
import static replicator.run.SampleRuns.LATER;
import static replicator.run.SampleRuns.RUN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link BatchRecords} keeps to, of batches and the attempts at them. */
public abstract class BatchRecordsContract extends AttemptsContract {

  @Test
  void batch_thatWasWritten_isFoundAsItWas() {
    Copy replaced =
        new Copy(
            ONE.source(),
            ONE.digest(),
            ONE.destination(),
            ONE.tag(),
            Optional.of(digest(9)),
            OptionalLong.of(123_456_789_012L));
    records.write(RUN, 0, List.of(batch(1, TWO, replaced, TWO)));

    assertThat(records.find(RUN, 1))
        .contains(
            new BatchRecord(RUN, 1, List.of(TWO, replaced, TWO), Optional.empty(), TaskTime.NONE));
  }

  @Test
  void batch_ofAnotherNumberOrRun_isNotFound() {
    writeOne();

    assertThat(records.find(RUN, 2)).isEmpty();
    assertThat(records.find(LATER, 1)).isEmpty();
  }

  @Test
  void timeOfTasks_isThatOfAllAttemptsAndEachCountsOnce() {
    writeOne();
    records.open(FIRST, "token");
    records.addTaskTime(FIRST, Duration.ofSeconds(60));
    records.addTaskTime(FIRST, Duration.ofSeconds(60));
    records.close(FIRST, RETRY);
    records.addTaskTime(FIRST, Duration.ofSeconds(60));
    records.open(SECOND, "token 2");
    records.addTaskTime(FIRST, Duration.ofSeconds(60));
    records.addTaskTime(SECOND, Duration.ofSeconds(75));

    assertThat(records.find(RUN, 1).map(BatchRecord::time))
        .contains(new TaskTime(2, Duration.ofSeconds(135)));
  }

  @Test
  void batches_areInOrderOfTheirNumbersAndOfOneRun() {
    List<Batch> written = IntStream.rangeClosed(1, 120).mapToObj(i -> batch(i, ONE)).toList();
    records.write(RUN, 0, written.reversed());
    records.write(LATER, 0, List.of(batch(7, TWO)));

    assertThat(numbers(RUN)).isEqualTo(IntStream.rangeClosed(1, 120).boxed().toList());
    assertThat(numbers(LATER)).containsExactly(7);
  }

  @Test
  void batches_ofAnEarlierTry_areReplacedAltogether() {
    records.write(RUN, 0, IntStream.rangeClosed(1, 60).mapToObj(i -> batch(i, ONE)).toList());
    records.open(FIRST, "token");
    records.write(RUN, 0, List.of(batch(1, TWO), batch(3, TWO)));

    assertThat(numbers(RUN)).containsExactly(1, 3);
    assertThat(records.find(RUN, 1))
        .contains(new BatchRecord(RUN, 1, List.of(TWO), Optional.empty(), TaskTime.NONE));
  }

  @Test
  void batches_ofAPlanOfNone_areNone() {
    writeOne();
    records.write(RUN, 0, List.of());

    assertThat(numbers(RUN)).isEmpty();
  }

  @Test
  void batches_ofALaterPartOfThePlan_leaveTheEarlierOnesAlone() {
    records.write(RUN, 0, List.of(batch(1, ONE), batch(2, ONE)));
    records.open(FIRST, "token");
    records.write(RUN, 2, List.of(batch(3, ONE), batch(4, ONE)));
    records.write(RUN, 2, List.of(batch(3, TWO)));

    assertThat(numbers(RUN)).containsExactly(1, 2, 3);
    assertThat(attempt().token()).isEqualTo("token");
    try (Stream<BatchRecord> later = records.after(RUN, 2)) {
      assertThat(later.map(BatchRecord::copies)).containsExactly(List.of(TWO));
    }
  }
}
