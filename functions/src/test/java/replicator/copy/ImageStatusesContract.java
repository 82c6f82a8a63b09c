package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.ImageState.COPYING;
import static replicator.copy.ImageState.FAILED;
import static replicator.copy.ImageState.PENDING;
import static replicator.copy.ImageState.SUCCEEDED;
import static replicator.copy.SampleCopies.copies;
import static replicator.run.SampleRuns.EARLIER;
import static replicator.run.SampleRuns.LATER;
import static replicator.run.SampleRuns.RUN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.image.RegistryHost;
import replicator.image.Repository;

/** What every {@link ImageStatuses} keeps to, in one run and in runs one after the other. */
public abstract class ImageStatusesContract extends StatusChangesContract {

  @Test
  void statuses_areAsManyAsCopiesAndInTheirOrder() {
    planned(RUN, ONE, TWO);
    copying(FIRST, TWO);

    assertThat(all(TWO, ONE, TWO))
        .containsExactly(is(TWO, COPYING), is(ONE, PENDING), is(TWO, COPYING));
    assertThat(statuses.of(RUN, List.of())).isEmpty();
  }

  @Test
  void statuses_ofMoreThanOneRequestHolds_areComplete() {
    List<Copy> first = copies("big", 81, 0).toList();
    List<Copy> second = copies("other", 22, 0).toList();
    statuses.plan(RUN, List.of(new Batch(1, first), new Batch(2, second)));
    statuses.markSucceeded(RUN, first.subList(10, 30));
    List<Copy> all = new ArrayList<>(second);
    all.addAll(first);

    assertThat(statuses.of(RUN, all))
        .isEqualTo(
            all.stream()
                .map(copy -> is(copy, first.subList(10, 30).contains(copy) ? SUCCEEDED : PENDING))
                .toList());
  }

  @Test
  void status_thatNobodyWrote_isFailedAndSaysThatItIsMissing() {
    assertThat(of(ONE).state()).isEqualTo(FAILED);
    assertThat(of(ONE).reason().orElseThrow()).contains("missing");
  }

  @Test
  void status_ofAnEarlierRunOnly_isMissingInThisOne() {
    planned(EARLIER, ONE);
    statuses.markSucceeded(EARLIER, List.of(ONE));

    assertThat(of(ONE).state()).isEqualTo(FAILED);
    assertThat(of(ONE).reason().orElseThrow()).contains("missing");
  }

  @Test
  void plan_makesPendingWhateverWas() {
    planned(EARLIER, ONE);
    copying(new AttemptId(EARLIER, 1, 3), ONE);
    statuses.markFailed(new AttemptId(EARLIER, 1, 3), Map.of(ONE, "denied"));
    planned(RUN, ONE);

    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING));
    copying(FIRST, ONE);
    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING));
  }

  @Test
  void plan_ofTheSameRunAgain_startsAnew() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.markPending(FIRST, Map.of(ONE, "throttled"));
    planned(RUN, ONE);
    copying(FIRST, ONE);

    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING));
  }

  @Test
  void laterPlan_makesTheImageFailedInTheEarlierRunAndNamesTheLater() {
    planned(RUN, ONE, TWO);
    statuses.markSucceeded(RUN, List.of(ONE));
    planned(LATER, ONE);

    assertThat(of(ONE).state()).isEqualTo(FAILED);
    assertThat(of(ONE).reason().orElseThrow()).contains(LATER.toString());
    assertThat(of(TWO)).isEqualTo(is(TWO, PENDING));
  }

  @Test
  void earlierRun_changesNothingOfTheLater() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    planned(LATER, ONE);

    copying(SECOND, ONE);
    statuses.markSucceeded(RUN, List.of(ONE));
    statuses.markFailed(FIRST, Map.of(ONE, "late"));
    statuses.markPending(FIRST, Map.of(ONE, "late"));
    statuses.giveUp(RUN, Map.of(ONE, "late"));
    statuses.markUnavailable(
        RUN,
        List.of(
            new Unavailable(ONE.source(), ONE.destination(), ONE.tag(), Optional.empty(), "late")));

    assertThat(statuses.of(LATER, List.of(ONE))).containsExactly(is(ONE, PENDING));
  }

  @Test
  void image_ofTheSameNameInAnotherRegistry_isAnotherOne() {
    Copy elsewhere =
        Copy.of(
            ONE.source(),
            ONE.digest(),
            new Repository(new RegistryHost("other.example.com"), ONE.destination().name()),
            ONE.tag(),
            Optional.empty());
    planned(RUN, ONE, elsewhere);
    statuses.markSucceeded(RUN, List.of(elsewhere));

    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING));
  }

  @Test
  void unavailable_isFailedForItsReason() {
    planned(EARLIER, ONE);
    statuses.markUnavailable(
        RUN,
        List.of(
            new Unavailable(
                ONE.source(),
                ONE.destination(),
                ONE.tag(),
                Optional.empty(),
                "the source has no one:1.0"),
            new Unavailable(
                TWO.source(),
                TWO.destination(),
                TWO.tag(),
                Optional.empty(),
                "the source has no two:2.0")));

    assertThat(all(TWO, ONE))
        .containsExactly(
            is(TWO, FAILED, "the source has no two:2.0"),
            is(ONE, FAILED, "the source has no one:1.0"));
  }
}
