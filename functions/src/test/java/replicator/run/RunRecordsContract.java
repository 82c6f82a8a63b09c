package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.run.RunStatus.FAILED;
import static replicator.run.RunStatus.SUCCEEDED;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RunRecords} keeps to. */
public abstract class RunRecordsContract {
  private static final String MINE = "arn:aws:states:eu-west-1:123456789012:execution:w:mine";
  private static final String OTHER = "arn:aws:states:eu-west-1:123456789012:execution:w:other";
  private static final String THIRD = "arn:aws:states:eu-west-1:123456789012:execution:w:third";
  private static final Instant START = Instant.parse("2026-11-24T05:00:00.123Z");

  private RunRecords records;

  /** Empty ones. */
  protected abstract RunRecords records();

  @BeforeEach
  final void begin() {
    records = records();
  }

  private static Run run(int hour) {
    return run(hour, false);
  }

  private static Run partial(int hour) {
    return run(hour, true);
  }

  private static Run run(int hour, boolean partial) {
    Instant start = START.plusSeconds(3600L * hour);
    return Run.started(RunId.of(MINE + hour, start), MINE + hour, start, partial);
  }

  private static Run ended(Run run, RunStatus status) {
    return run.ended(Counts.NONE, new Ending(status, START, "ended", Usage.NONE, Optional.empty()));
  }

  @Test
  void lease_thatIsFree_isTaken() {
    assertThat(records.takeLease(MINE, Optional.empty())).isEqualTo(MINE);
    assertThat(records.takeLease(OTHER, Optional.empty())).isEqualTo(MINE);
  }

  @Test
  void lease_takenAgainByItsHolder_isStillIts() {
    records.takeLease(MINE, Optional.empty());

    assertThat(records.takeLease(MINE, Optional.empty())).isEqualTo(MINE);
    assertThat(records.takeLease(MINE, Optional.of(OTHER))).isEqualTo(MINE);
  }

  @Test
  void lease_ofADeadExecution_isTakenAway() {
    records.takeLease(OTHER, Optional.empty());

    assertThat(records.takeLease(MINE, Optional.of(OTHER))).isEqualTo(MINE);
    assertThat(records.takeLease(OTHER, Optional.empty())).isEqualTo(MINE);
  }

  @Test
  void lease_takenAwayFromTheDeadBySomebodyQuicker_isTheirs() {
    records.takeLease(OTHER, Optional.empty());
    records.takeLease(THIRD, Optional.of(OTHER));

    assertThat(records.takeLease(MINE, Optional.of(OTHER))).isEqualTo(THIRD);
  }

  @Test
  void lease_thatWasFreeAllTheSame_isTakenWithoutItsLastHolder() {
    assertThat(records.takeLease(MINE, Optional.of(OTHER))).isEqualTo(MINE);
  }

  @Test
  void lease_givenBack_isFree() {
    records.takeLease(MINE, Optional.empty());
    records.releaseLease(MINE);
    records.releaseLease(MINE);

    assertThat(records.takeLease(OTHER, Optional.empty())).isEqualTo(OTHER);
  }

  @Test
  void lease_givenBackBySomebodyElse_staysWhereItIs() {
    records.takeLease(MINE, Optional.empty());
    records.releaseLease(OTHER);

    assertThat(records.takeLease(OTHER, Optional.empty())).isEqualTo(MINE);
  }

  @Test
  void lease_takenByManyAtOnce_hasOneHolderWhomAllAreTold() {
    List<String> told =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> records.takeLease(MINE + i, Optional.empty()))
            .distinct()
            .toList();

    assertThat(told).containsExactly(records.takeLease(OTHER, Optional.empty()));
  }

  @Test
  void run_isFoundAsItWasPut() {
    Run started = run(0);
    Run ended =
        started
            .planned(
                12, Counts.planned(90_000, 1_200, 3, 0), List.of("a:b is missing", "", "ü \"x\""))
            .comparedAll()
            .ended(
                new Counts(90_000, 1_200, 1_100, 3, 103, 0),
                new Ending(
                    RunStatus.FAILED,
                    START.plusNanos(7_000_001),
                    "103 images failed\nfor \"reasons\" ✓",
                    new Usage(12, 7_200, 123_456_789_012L, 1.2345),
                    Optional.of(START)))
            .notified(Delivery.NO_SUBSCRIBER);
    records.put(started);
    assertThat(records.find(started.id())).contains(started);

    records.put(ended);
    assertThat(records.find(started.id())).contains(ended);
  }

  @Test
  void run_thatEndedWithoutProblemsOrMessage_isFoundAsItWasPut() {
    Run quiet =
        run(1)
            .ended(
                Counts.NONE,
                new Ending(RunStatus.SUCCEEDED, START, "", Usage.NONE, Optional.empty()));
    records.put(quiet);

    assertThat(records.find(quiet.id())).contains(quiet);
  }

  @Test
  void run_ofSomeImages_isFoundAsOne() {
    Run some = Run.started(run(0).id(), MINE, START, true);
    records.put(some);

    assertThat(records.find(some.id())).contains(some);
  }

  @Test
  void run_thatGoesOn_isWrittenUnlessItHasEnded() {
    Run begun = run(0);
    assertThat(records.begin(begun, "call")).isTrue();
    Run planned = begun.planned(3, Counts.planned(1, 2, 0, 0), List.of());
    assertThat(records.goOn(planned, "call")).isTrue();
    assertThat(records.goOn(planned, "call")).isTrue();
    assertThat(records.find(begun.id())).contains(planned);

    Run ended = ended(planned, FAILED);
    records.put(ended);
    assertThat(records.goOn(planned, "call")).isFalse();
    assertThat(records.begin(planned, "call")).isFalse();
    assertThat(records.find(begun.id())).contains(ended);
  }

  @Test
  void run_thatAnotherCallHasBegun_goesOnWithThatOnly() {
    Run begun = run(0);
    Run planned = begun.planned(3, Counts.planned(1, 2, 0, 0), List.of());
    assertThat(records.goOn(planned, "early")).isFalse();
    assertThat(records.find(begun.id())).isEmpty();

    records.begin(begun, "early");
    assertThat(records.begin(begun, "late")).isTrue();
    assertThat(records.goOn(planned, "early")).isFalse();
    assertThat(records.find(begun.id())).contains(begun);
    assertThat(records.goOn(planned, "late")).isTrue();
    assertThat(records.find(begun.id())).contains(planned);
  }

  @Test
  void run_thatIsUnknown_isNotFound() {
    records.put(run(0));

    assertThat(records.find(run(1).id())).isEmpty();
  }

  @Test
  void run_ofAnExecution_isFoundWheneverItBegan() {
    records.put(run(0));
    records.put(run(1));
    records.put(run(2));

    assertThat(records.ofExecution(MINE + 1, START)).contains(run(1));
    assertThat(records.ofExecution(MINE + 1, run(1).startedAt())).contains(run(1));
    assertThat(records.ofExecution(MINE + 3, START)).isEmpty();
  }

  @Test
  void undeliveredBefore_areTheLastOnesFirst() {
    for (int hour = 0; hour < 5; hour++) {
      records.put(
          hour == 2
              ? run(hour).notified(Delivery.DELIVERED)
              : run(hour).notified(Delivery.NO_SUBSCRIBER));
    }
    records.put(run(5));

    assertThat(records.undeliveredBefore(run(4).id()).map(Run::id))
        .containsExactly(run(3).id(), run(1).id(), run(0).id());
  }

  @Test
  void lastConclusive_isTheLastOneBefore() {
    records.put(run(3));
    records.put(run(0));
    records.put(run(2));
    records.put(run(1));

    assertThat(records.lastConclusiveBefore(run(2).id())).contains(run(1));
    assertThat(records.lastConclusiveBefore(run(5).id())).contains(run(3));
  }

  @Test
  void lastConclusive_behindManyThatSucceededWithSomeImages_isFound() {
    records.put(run(0));
    IntStream.rangeClosed(1, 60).forEach(hour -> records.put(ended(partial(hour), SUCCEEDED)));
    assertThat(records.lastConclusiveBefore(run(61).id())).contains(run(0));

    records.put(ended(run(61), SUCCEEDED));
    assertThat(records.lastConclusiveBefore(run(62).id())).contains(ended(run(61), SUCCEEDED));
    records.put(ended(partial(62), FAILED));
    assertThat(records.lastConclusiveBefore(run(63).id())).contains(ended(partial(62), FAILED));
    records.put(partial(63));
    assertThat(records.lastConclusiveBefore(run(64).id())).contains(partial(63));
  }

  @Test
  void last_isTheOneBeforeWhateverItCoveredAndHoweverItEnded() {
    records.put(run(0));
    assertThat(records.lastBefore(run(0).id())).isEmpty();
    assertThat(records.lastBefore(run(1).id())).contains(run(0));

    records.put(ended(partial(2), SUCCEEDED));
    assertThat(records.lastBefore(run(3).id())).contains(ended(partial(2), SUCCEEDED));
  }

  @Test
  void lastWhole_behindManyOfSomeImages_isFoundHoweverTheyEnded() {
    records.put(run(0));
    IntStream.rangeClosed(1, 60).forEach(hour -> records.put(ended(partial(hour), FAILED)));
    records.put(ended(partial(61), SUCCEEDED));
    records.put(partial(62));

    assertThat(records.lastWholeBefore(run(63).id())).contains(run(0));
    assertThat(records.lastWholeBefore(run(0).id())).isEmpty();
  }

  @Test
  void lastConclusive_beforeTheFirst_isNone() {
    assertThat(records.lastConclusiveBefore(run(0).id())).isEmpty();
    records.put(run(0));
    records.takeLease(MINE, Optional.empty());

    assertThat(records.lastConclusiveBefore(run(0).id())).isEmpty();
  }
}
