package replicator.copy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.ImageState.COPYING;
import static replicator.copy.ImageState.FAILED;
import static replicator.copy.ImageState.PENDING;
import static replicator.copy.ImageState.SUCCEEDED;
import static replicator.copy.SampleCopies.copies;
import static replicator.copy.SampleCopies.copy;
import static replicator.run.SampleRuns.RUN;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link ImageStatuses} keeps to, of what becomes of an image in a run. */
public abstract class StatusChangesContract extends WrittenStatuses {

  @Test
  void copying_leavesAloneWhatHasArrivedOrFailed() {
    planned(RUN, ONE, TWO);
    statuses.markSucceeded(RUN, List.of(ONE));
    copying(FIRST, TWO);
    statuses.markFailed(FIRST, Map.of(TWO, "denied"));
    copying(SECOND, ONE, TWO);

    assertThat(all(ONE, TWO)).containsExactly(is(ONE, SUCCEEDED), is(TWO, FAILED, "denied"));
  }

  @Test
  void copying_keepsTheReasonOfTheLastAttempt() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.markPending(FIRST, Map.of(ONE, "throttled"));
    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING, "throttled"));

    copying(SECOND, ONE);
    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING, "throttled"));
  }

  @Test
  void copying_countsTheAttempts() {
    planned(RUN, ONE, TWO);
    copying(FIRST, ONE);
    statuses.markPending(FIRST, Map.of(ONE, "throttled"));
    copying(SECOND, ONE);
    statuses.markSucceeded(RUN, List.of(ONE, TWO));

    assertThat(statuses.of(RUN, List.of(ONE, TWO)))
        .extracting(ImageStatus::attempts)
        .containsExactly(2, 0);
  }

  @Test
  void copying_inAPastAttempt_changesNothing() {
    planned(RUN, ONE, TWO);
    copying(FIRST, ONE, TWO);
    statuses.markPending(FIRST, Map.of(ONE, "throttled", TWO, "throttled"));
    copying(FIRST, ONE);
    copying(SECOND, TWO);
    copying(FIRST, TWO);

    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING, "throttled"));
    statuses.markFailed(SECOND, Map.of(TWO, "denied"));
    assertThat(of(TWO)).isEqualTo(is(TWO, FAILED, "denied"));
  }

  @Test
  void copying_twiceInTheSameAttempt_isCopying() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    copying(FIRST, ONE);

    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING));
  }

  @Test
  void copying_anImageThatNobodyPlanned_changesNothing() {
    copying(FIRST, ONE);
    statuses.markSucceeded(RUN, List.of(ONE));
    statuses.giveUp(RUN, Map.of(ONE, "late"));

    assertThat(of(ONE).reason().orElseThrow()).contains("missing");
  }

  @Test
  void succeeded_isSoWhateverItWasInTheRun() {
    planned(RUN, ONE, TWO);
    copying(FIRST, ONE);
    statuses.markFailed(FIRST, Map.of(ONE, "no result"));
    statuses.markSucceeded(RUN, List.of(ONE, TWO));
    statuses.markSucceeded(RUN, List.of(ONE, TWO));

    assertThat(all(ONE, TWO)).containsExactly(is(ONE, SUCCEEDED), is(TWO, SUCCEEDED));
  }

  @Test
  void failed_changesOnlyWhatIsCopyingInTheAttempt() {
    planned(RUN, ONE, TWO);
    copying(FIRST, ONE);
    statuses.markFailed(SECOND, Map.of(ONE, "of another attempt"));
    statuses.markFailed(FIRST, Map.of(TWO, "never begun"));
    assertThat(all(ONE, TWO)).containsExactly(is(ONE, COPYING), is(TWO, PENDING));

    statuses.markFailed(FIRST, Map.of(ONE, "denied"));
    statuses.markFailed(FIRST, Map.of(ONE, "again"));
    statuses.markPending(FIRST, Map.of(ONE, "again"));
    assertThat(of(ONE)).isEqualTo(is(ONE, FAILED, "denied"));
  }

  @Test
  void failed_orPendingAgain_doesNotTouchWhatHasArrived() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.markSucceeded(RUN, List.of(ONE));
    statuses.markFailed(FIRST, Map.of(ONE, "late"));
    statuses.markPending(FIRST, Map.of(ONE, "late"));
    statuses.giveUp(RUN, Map.of(ONE, "late"));

    assertThat(of(ONE)).isEqualTo(is(ONE, SUCCEEDED));
  }

  @Test
  void pendingAgain_afterTheNextAttemptHasBegun_changesNothing() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.markPending(FIRST, Map.of(ONE, "throttled"));
    copying(SECOND, ONE);
    statuses.markPending(FIRST, Map.of(ONE, "late"));
    statuses.markFailed(FIRST, Map.of(ONE, "late"));

    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING, "throttled"));
  }

  @Test
  void givenUp_failsWhatHasNeitherArrivedNorFailed() {
    Copy three = copy("three", "3.0", 3);
    planned(RUN, ONE, TWO, three);
    copying(FIRST, TWO, three);
    statuses.markFailed(FIRST, Map.of(three, "denied"));
    statuses.giveUp(RUN, Map.of(ONE, "no capacity", TWO, "no capacity", three, "no capacity"));

    assertThat(all(ONE, TWO, three))
        .containsExactly(
            is(ONE, FAILED, "no capacity"),
            is(TWO, FAILED, "no capacity"),
            is(three, FAILED, "denied"));
  }

  @Test
  void changes_ofManyImages_reachAll() {
    List<Copy> many = copies("many", 40, 0).toList();
    statuses.plan(RUN, List.of(new Batch(1, many)));
    statuses.markCopying(FIRST, many);
    statuses.markFailed(FIRST, many.stream().collect(toMap(copy -> copy, Copy::image)));

    assertThat(all(many.toArray(Copy[]::new)))
        .isEqualTo(many.stream().map(copy -> is(copy, FAILED, copy.image())).toList());
  }
}
