package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.run.SampleRuns.RUN;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link BatchRecords} keeps to, of the attempts at a batch. */
public abstract class AttemptsContract extends WrittenBatch {

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
    records.recordTask(FIRST, "task");

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

    records.recordTask(FIRST, "task");
    records.close(FIRST, RETRY);
    records.markAnswered(FIRST);
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
    assertThat(records.recordTask(FIRST, "task")).isFalse();
    records.recordRefusals(FIRST, 1);
    assertThat(records.close(FIRST, RETRY)).isEmpty();
    records.markAnswered(FIRST);

    assertThat(records.find(RUN, 1)).isEmpty();
    assertThat(numbers(RUN)).isEmpty();
  }

  @Test
  void attempt_adopted_waitsWithTheNewTokenForTheSameTask() {
    writeOne();
    records.open(FIRST, "token");
    records.recordTask(FIRST, "task");

    assertThat(records.adopt(FIRST, "newer")).isTrue();
    assertThat(attempt())
        .isEqualTo(new Attempt(FIRST, "newer", launch("task"), Optional.empty(), false));
  }

  @Test
  void attempt_thatWasRefused_saysHowOftenUntilItHasATask() {
    writeOne();
    records.open(FIRST, "token");
    records.recordRefusals(FIRST, 1);
    records.recordRefusals(FIRST, 2);
    records.recordRefusals(FIRST, 1);
    assertThat(attempt().launch()).isEqualTo(new Launch(NOW, 2, Optional.empty()));

    records.recordTask(FIRST, "task");
    records.recordRefusals(FIRST, 3);
    assertThat(attempt().launch()).isEqualTo(new Launch(NOW, 2, Optional.of("task")));
  }

  @Test
  void attempt_afterOneThatWasRefused_hasNotBeen() {
    writeOne();
    records.open(FIRST, "token");
    records.recordRefusals(FIRST, 1);
    records.close(FIRST, RETRY);
    records.recordRefusals(FIRST, 2);

    records.open(SECOND, "next");
    assertThat(attempt().launch()).isEqualTo(launch());
  }

  @Test
  void attempt_keepsTheTaskThatWasWrittenDownFirst() {
    writeOne();
    records.open(FIRST, "token");

    assertThat(records.recordTask(FIRST, "task")).isTrue();
    assertThat(records.recordTask(FIRST, "task")).isTrue();
    assertThat(records.recordTask(FIRST, "other")).isFalse();
    assertThat(attempt().taskArn()).contains("task");
  }

  @Test
  void attempt_closed_isNotAdoptedNorStarted() {
    writeOne();
    records.open(FIRST, "token");
    records.close(FIRST, new Verdict.Done());

    assertThat(records.adopt(FIRST, "newer")).isFalse();
    assertThat(records.recordTask(FIRST, "late")).isFalse();
    assertThat(attempt())
        .isEqualTo(new Attempt(FIRST, "token", launch(), Optional.of(new Verdict.Done()), false));
  }

  @Test
  void attempt_closed_isReturnedWithTheTokenThatWaitsNow() {
    writeOne();
    records.open(FIRST, "token");
    records.recordTask(FIRST, "task");
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

    records.markAnswered(FIRST);
    assertThat(attempt().answered()).isTrue();
  }

  @Test
  void attempt_thatIsOpen_isNotAnswered() {
    writeOne();
    records.open(FIRST, "token");
    records.markAnswered(FIRST);

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
    records.recordTask(FIRST, "late");
    assertThat(records.close(FIRST, new Verdict.Done())).isEmpty();
    records.markAnswered(FIRST);

    assertThat(attempt()).isEqualTo(second);
  }
}
