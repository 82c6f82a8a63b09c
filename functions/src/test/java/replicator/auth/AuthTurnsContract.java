package replicator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.run.RunId;

/** What every {@link AuthTurns} keeps to. */
public abstract class AuthTurnsContract {
  private static final Instant START = Instant.parse("2026-11-24T05:00:00.120Z");
  private static final RunId RUN = RunId.of("execution-1", START);
  private static final RunId OTHER = RunId.of("execution-2", START.plusSeconds(60));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private volatile Instant now = START;
  private AuthTurns turns;

  /** New ones, that read the time from the clock. */
  protected abstract AuthTurns turns(InstantSource clock);

  @BeforeEach
  final void begin() {
    turns = turns(() -> now);
  }

  @Test
  void file_thatWasNotWritten_hasNoTime() {
    assertThat(turns.lastWritten()).isEmpty();
  }

  @Test
  void file_thatWasWritten_hasItsRunAndTime() {
    turns.take(RUN, MINUTE);
    now = START.plusMillis(7);
    turns.written(RUN);

    assertThat(turns.lastWritten()).contains(new AuthTurns.Written(RUN, START.plusMillis(7)));
  }

  @Test
  void file_writtenAgain_hasTheLastTime() {
    turns.written(RUN);
    now = START.plusSeconds(9);
    turns.written(RUN);

    assertThat(turns.lastWritten()).contains(new AuthTurns.Written(RUN, START.plusSeconds(9)));
  }

  /** Whichever run wrote last, its logins are what the file holds. */
  @Test
  void file_writtenForAnotherRun_isThatOne() {
    turns.written(OTHER);
    now = START.plusSeconds(9);
    turns.written(RUN);

    assertThat(turns.lastWritten()).contains(new AuthTurns.Written(RUN, START.plusSeconds(9)));
  }

  @Test
  void file_thatIsChanging_hasNoTime() {
    turns.written(RUN);
    turns.changing();

    assertThat(turns.lastWritten()).isEmpty();
  }

  @Test
  void file_mayHoldLogins_fromBeforeItIsWrittenUntilItIsErased() {
    assertThat(turns.mayHoldLogins()).isFalse();
    turns.changing();
    assertThat(turns.mayHoldLogins()).isTrue();
    turns.written(RUN);
    assertThat(turns.mayHoldLogins()).isTrue();
    turns.erased();
    assertThat(turns.mayHoldLogins()).isFalse();
  }

  /** Somebody may have died between taking it and giving it back. */
  @Test
  void file_mayHoldLogins_whileSomebodyHasTheTurn() {
    turns.take(RUN, MINUTE);
    assertThat(turns.mayHoldLogins()).isTrue();
    turns.giveBack(RUN);
    assertThat(turns.mayHoldLogins()).isFalse();
  }

  @Test
  void file_erased_hasNoTime() {
    turns.written(RUN);
    turns.erased();
    turns.erased();

    assertThat(turns.lastWritten()).isEmpty();
  }

  @Test
  void turn_thatSomebodyHas_isNotTaken() {
    assertThat(turns.take(RUN, MINUTE)).isTrue();
    assertThat(turns.take(RUN, MINUTE)).isFalse();
    now = START.plus(MINUTE).minusMillis(1);
    assertThat(turns.take(OTHER, MINUTE)).isFalse();
  }

  @Test
  void turn_thatHasRunOut_isTaken() {
    turns.take(RUN, MINUTE);
    now = START.plus(MINUTE);

    assertThat(turns.take(OTHER, MINUTE)).isTrue();
    assertThat(turns.take(RUN, MINUTE)).isFalse();
  }

  @Test
  void turn_ofSomebodyWhoHasWritten_isFree() {
    turns.take(RUN, MINUTE);
    turns.written(RUN);

    assertThat(turns.take(RUN, MINUTE)).isTrue();
    assertThat(turns.lastWritten()).contains(new AuthTurns.Written(RUN, START));
  }

  @Test
  void turn_givenBack_isFreeAndNothingIsWritten() {
    turns.take(RUN, MINUTE);
    turns.giveBack(RUN);
    turns.giveBack(RUN);

    assertThat(turns.lastWritten()).isEmpty();
    assertThat(turns.take(OTHER, MINUTE)).isTrue();
  }

  @Test
  void turn_givenBackLate_staysWithTheRunThatHasItNow() {
    turns.take(RUN, MINUTE);
    now = START.plus(MINUTE);
    turns.take(OTHER, MINUTE);
    turns.giveBack(RUN);
    assertThat(turns.take(RUN, MINUTE)).isFalse();

    turns.written(RUN);
    assertThat(turns.take(RUN, MINUTE)).isFalse();
  }

  @Test
  void turn_taken_leavesTheTimeOfTheLastWriting() {
    turns.written(RUN);
    turns.take(RUN, MINUTE);

    assertThat(turns.lastWritten()).contains(new AuthTurns.Written(RUN, START));
  }

  /** Whoever is writing does not know that the file has been erased. */
  @Test
  void turn_thatSomebodyHas_outlastsErasing() {
    turns.take(RUN, MINUTE);
    turns.erased();

    assertThat(turns.take(OTHER, MINUTE)).isFalse();
  }

  @Test
  void turn_takenByManyAtOnce_isTakenOnce() {
    long takers = IntStream.range(0, 16).parallel().filter(i -> turns.take(RUN, MINUTE)).count();

    assertThat(takers).isEqualTo(1);
  }
}
