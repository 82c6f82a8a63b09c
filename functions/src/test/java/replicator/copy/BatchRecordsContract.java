package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.Samples.LATER;
import static replicator.copy.Samples.RUN;
import static replicator.copy.Samples.batch;
import static replicator.copy.Samples.copy;
import static replicator.copy.Samples.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.plan.Batch;
import replicator.plan.Copy;
import replicator.run.RunId;

/** What every {@link BatchRecords} keeps to. */
public abstract class BatchRecordsContract {
  private static final Copy ONE = copy("one", "1.0");
  private static final Copy TWO = copy("two", "2.0");
  private static final AttemptId FIRST = new AttemptId(RUN, 1, 1);
  private static final AttemptId SECOND = new AttemptId(RUN, 1, 2);
  private static final Verdict RETRY = new Verdict.Retry("1 image is missing");

  protected static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

  private BatchRecords records;

  /** Empty ones, whose clock stands at NOW. */
  protected abstract BatchRecords records();

  @BeforeEach
  final void begin() {
    records = records();
  }

  private void writeOne() {
    records.write(RUN, 0, List.of(batch(1, ONE, TWO)));
  }

  private static Launch launch() {
    return new Launch(NOW, 0, Optional.empty());
  }

  private static Launch launch(String task) {
    return new Launch(NOW, 0, Optional.of(task));
  }

  private Attempt attempt() {
    return records.find(RUN, 1).flatMap(BatchRecord::attempt).orElseThrow();
  }

  @Test
  void batch_thatWasWritten_isFoundAsItWas() {
    Copy replaced =
        new Copy(
            ONE.source(),
            ONE.digest(),
            ONE.destination(),
            ONE.tag(),
            Optional.of(digest("before")),
            OptionalLong.of(123_456_789_012L));
    records.write(RUN, 0, List.of(batch(1, TWO, replaced, TWO)));

    assertThat(records.find(RUN, 1))
        .contains(new BatchRecord(RUN, 1, List.of(TWO, replaced, TWO), Optional.empty()));
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
    records.ran(FIRST, Duration.ofSeconds(60));
    records.ran(FIRST, Duration.ofSeconds(60));
    records.close(FIRST, RETRY);
    records.ran(FIRST, Duration.ofSeconds(60));
    records.open(SECOND, "token 2");
    records.ran(FIRST, Duration.ofSeconds(60));
    records.ran(SECOND, Duration.ofSeconds(75));

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

  private List<Integer> numbers(RunId run) {
    try (Stream<BatchRecord> all = records.all(run)) {
      return all.map(BatchRecord::number).toList();
    }
  }

  @Test
  void batches_ofAnEarlierTry_areReplacedAltogether() {
    records.write(RUN, 0, IntStream.rangeClosed(1, 60).mapToObj(i -> batch(i, ONE)).toList());
    records.open(FIRST, "token");
    records.write(RUN, 0, List.of(batch(1, TWO), batch(3, TWO)));

    assertThat(numbers(RUN)).containsExactly(1, 3);
    assertThat(records.find(RUN, 1))
        .contains(new BatchRecord(RUN, 1, List.of(TWO), Optional.empty()));
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

  @Test
  void attempt_thatWasOpened_waitsWithItsToken() {
    writeOne();

    assertThat(records.open(FIRST, "token")).isTrue();
    assertThat(attempt()).isEqualTo(new Attempt(FIRST, "token", launch(), Optional.empty(), false));
  }

  @Test
  void attempt_thatIsOpen_isNotOpenedByAnotherToken() {
    writeOne();
    records.open(FIRST, "token");

    assertThat(records.open(FIRST, "other")).isFalse();
    assertThat(attempt().token()).isEqualTo("token");
  }

  /** The answer of the first call may have been lost on its way. */
  @Test
  void attempt_openedAgainByTheSameToken_isTheSameOne() {
    writeOne();
    records.open(FIRST, "token");
    records.started(FIRST, "task");

    assertThat(records.open(FIRST, "token")).isTrue();
    assertThat(attempt().taskArn()).contains("task");
  }

  @Test
  void attempt_ofAClosedNumber_isNotOpenedAgain() {
    writeOne();
    records.open(FIRST, "token");
    records.close(FIRST, RETRY);

    assertThat(records.open(FIRST, "token")).isFalse();
    assertThat(attempt().verdict()).contains(RETRY);
  }

  @Test
  void attempt_followsOnlyAClosedOne() {
    writeOne();
    records.open(FIRST, "token");
    assertThat(records.open(SECOND, "next")).isFalse();

    records.started(FIRST, "task");
    records.close(FIRST, RETRY);
    records.answered(FIRST);
    assertThat(records.open(SECOND, "next")).isTrue();
    assertThat(attempt()).isEqualTo(new Attempt(SECOND, "next", launch(), Optional.empty(), false));
  }

  @Test
  void attempt_thatSkipsANumber_isNotOpened() {
    writeOne();

    assertThat(records.open(SECOND, "token")).isFalse();
    assertThat(records.find(RUN, 1).orElseThrow().attempt()).isEmpty();
  }

  @Test
  void attempt_atABatchThatIsUnknown_changesNothing() {
    assertThat(records.open(FIRST, "token")).isFalse();
    assertThat(records.adopt(FIRST, "token")).isFalse();
    assertThat(records.started(FIRST, "task")).isFalse();
    records.refused(FIRST, 1);
    assertThat(records.close(FIRST, RETRY)).isEmpty();
    records.answered(FIRST);

    assertThat(records.find(RUN, 1)).isEmpty();
    assertThat(numbers(RUN)).isEmpty();
  }

  @Test
  void attempt_adopted_waitsWithTheNewTokenForTheSameTask() {
    writeOne();
    records.open(FIRST, "token");
    records.started(FIRST, "task");

    assertThat(records.adopt(FIRST, "newer")).isTrue();
    assertThat(attempt())
        .isEqualTo(new Attempt(FIRST, "newer", launch("task"), Optional.empty(), false));
  }

  @Test
  void attempt_thatWasRefused_saysHowOftenUntilItHasATask() {
    writeOne();
    records.open(FIRST, "token");
    records.refused(FIRST, 1);
    records.refused(FIRST, 2);
    records.refused(FIRST, 1);
    assertThat(attempt().launch()).isEqualTo(new Launch(NOW, 2, Optional.empty()));

    records.started(FIRST, "task");
    records.refused(FIRST, 3);
    assertThat(attempt().launch()).isEqualTo(new Launch(NOW, 2, Optional.of("task")));
  }

  @Test
  void attempt_afterOneThatWasRefused_hasNotBeen() {
    writeOne();
    records.open(FIRST, "token");
    records.refused(FIRST, 1);
    records.close(FIRST, RETRY);
    records.refused(FIRST, 2);

    records.open(SECOND, "next");
    assertThat(attempt().launch()).isEqualTo(launch());
  }

  @Test
  void attempt_keepsTheTaskThatWasWrittenDownFirst() {
    writeOne();
    records.open(FIRST, "token");

    assertThat(records.started(FIRST, "task")).isTrue();
    assertThat(records.started(FIRST, "task")).isTrue();
    assertThat(records.started(FIRST, "other")).isFalse();
    assertThat(attempt().taskArn()).contains("task");
  }

  @Test
  void attempt_closed_isNotAdoptedNorStarted() {
    writeOne();
    records.open(FIRST, "token");
    records.close(FIRST, new Verdict.Done());

    assertThat(records.adopt(FIRST, "newer")).isFalse();
    assertThat(records.started(FIRST, "late")).isFalse();
    assertThat(attempt())
        .isEqualTo(new Attempt(FIRST, "token", launch(), Optional.of(new Verdict.Done()), false));
  }

  @Test
  void attempt_closed_isReturnedWithTheTokenThatWaitsNow() {
    writeOne();
    records.open(FIRST, "token");
    records.started(FIRST, "task");
    records.adopt(FIRST, "newer");

    assertThat(records.close(FIRST, RETRY))
        .contains(new Attempt(FIRST, "newer", launch("task"), Optional.of(RETRY), false))
        .contains(attempt());
  }

  @Test
  void attempt_interrupted_isFoundAsItWasClosed() {
    writeOne();
    records.open(FIRST, "token");
    Verdict interrupted = new Verdict.Interrupted("the machine was taken away");

    records.close(FIRST, interrupted);

    assertThat(attempt().verdict()).contains(interrupted);
  }

  @Test
  void attempt_closedTwice_keepsTheFirstVerdict() {
    writeOne();
    records.open(FIRST, "token");
    records.close(FIRST, new Verdict.Done());

    assertThat(records.close(FIRST, RETRY)).isEmpty();
    assertThat(records.close(FIRST, new Verdict.Done())).isEmpty();
    assertThat(attempt().verdict()).contains(new Verdict.Done());
  }

  @Test
  void attempt_closedByManyAtOnce_isClosedOnce() {
    writeOne();
    records.open(FIRST, "token");

    long closers =
        IntStream.range(0, 16)
            .parallel()
            .filter(i -> records.close(FIRST, new Verdict.Retry("closer " + i)).isPresent())
            .count();

    assertThat(closers).isEqualTo(1);
  }

  @Test
  void attempt_openedByManyAtOnce_isOpenedOnce() {
    writeOne();

    long openers =
        IntStream.range(0, 16).parallel().filter(i -> records.open(FIRST, "token " + i)).count();

    assertThat(openers).isEqualTo(1);
  }

  @Test
  void attempt_answered_saysSo() {
    writeOne();
    records.open(FIRST, "token");
    records.close(FIRST, RETRY);
    assertThat(attempt().answered()).isFalse();

    records.answered(FIRST);
    assertThat(attempt().answered()).isTrue();
  }

  @Test
  void attempt_thatIsOpen_isNotAnswered() {
    writeOne();
    records.open(FIRST, "token");
    records.answered(FIRST);

    assertThat(attempt().answered()).isFalse();
  }

  @Test
  void attempt_thatIsPast_changesNothingOfTheNext() {
    writeOne();
    records.open(FIRST, "token");
    records.close(FIRST, RETRY);
    records.open(SECOND, "next");
    Attempt second = attempt();

    assertThat(records.open(FIRST, "late")).isFalse();
    assertThat(records.adopt(FIRST, "late")).isFalse();
    records.started(FIRST, "late");
    assertThat(records.close(FIRST, new Verdict.Done())).isEmpty();
    records.answered(FIRST);

    assertThat(attempt()).isEqualTo(second);
  }
}
