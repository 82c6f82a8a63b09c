package replicator.copy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.ImageState.COPYING;
import static replicator.copy.ImageState.FAILED;
import static replicator.copy.ImageState.PENDING;
import static replicator.copy.ImageState.SUCCEEDED;
import static replicator.copy.Samples.EARLIER;
import static replicator.copy.Samples.LATER;
import static replicator.copy.Samples.RUN;
import static replicator.copy.Samples.batch;
import static replicator.copy.Samples.copies;
import static replicator.copy.Samples.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.plan.Batch;
import replicator.plan.Copy;
import replicator.plan.Unavailable;
import replicator.run.RunId;

/** What every {@link ImageStatuses} keeps to. */
public abstract class ImageStatusesContract {
  private static final Copy ONE = copy("one", "1.0");
  private static final Copy TWO = copy("two", "2.0");
  private static final AttemptId FIRST = new AttemptId(RUN, 1, 1);
  private static final AttemptId SECOND = new AttemptId(RUN, 1, 2);

  private ImageStatuses statuses;

  /** Empty ones. */
  protected abstract ImageStatuses statuses();

  @BeforeEach
  final void begin() {
    statuses = statuses();
  }

  private void planned(RunId run, Copy... copies) {
    statuses.plan(run, List.of(batch(1, copies)));
  }

  private void copying(AttemptId attempt, Copy... copies) {
    statuses.copying(attempt, List.of(copies));
  }

  private ImageStatus of(Copy copy) {
    return statuses.of(RUN, List.of(copy)).getFirst();
  }

  private static ImageStatus is(Copy copy, ImageState state) {
    return new ImageStatus(copy, state, Optional.empty());
  }

  private static ImageStatus is(Copy copy, ImageState state, String reason) {
    return new ImageStatus(copy, state, Optional.of(reason));
  }

  @Test
  void statuses_areAsManyAsCopiesAndInTheirOrder() {
    planned(RUN, ONE, TWO);
    copying(FIRST, TWO);

    assertThat(statuses.of(RUN, List.of(TWO, ONE, TWO)))
        .containsExactly(is(TWO, COPYING), is(ONE, PENDING), is(TWO, COPYING));
    assertThat(statuses.of(RUN, List.of())).isEmpty();
  }

  @Test
  void statuses_ofMoreThanOneRequestHolds_areComplete() {
    List<Copy> first = copies("big", 81);
    List<Copy> second = copies("other", 22);
    statuses.plan(RUN, List.of(new Batch(1, first), new Batch(2, second)));
    statuses.succeeded(RUN, first.subList(10, 30));
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
    statuses.succeeded(EARLIER, List.of(ONE));

    assertThat(of(ONE).state()).isEqualTo(FAILED);
    assertThat(of(ONE).reason().orElseThrow()).contains("missing");
  }

  @Test
  void plan_makesPendingWhateverWas() {
    planned(EARLIER, ONE);
    copying(new AttemptId(EARLIER, 1, 3), ONE);
    statuses.failed(new AttemptId(EARLIER, 1, 3), Map.of(ONE, "denied"));
    planned(RUN, ONE);

    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING));
    copying(FIRST, ONE);
    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING));
  }

  @Test
  void plan_ofTheSameRunAgain_startsAnew() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.retried(FIRST, Map.of(ONE, "throttled"));
    planned(RUN, ONE);
    copying(FIRST, ONE);

    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING));
  }

  @Test
  void laterPlan_makesTheImageFailedInTheEarlierRunAndNamesTheLater() {
    planned(RUN, ONE, TWO);
    statuses.succeeded(RUN, List.of(ONE));
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
    statuses.succeeded(RUN, List.of(ONE));
    statuses.failed(FIRST, Map.of(ONE, "late"));
    statuses.retried(FIRST, Map.of(ONE, "late"));
    statuses.givenUp(RUN, Map.of(ONE, "late"));
    statuses.unavailable(
        RUN, List.of(new Unavailable("quay.io/x:1", ONE.destination(), ONE.tag(), "late")));

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
    statuses.succeeded(RUN, List.of(elsewhere));

    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING));
  }

  @Test
  void unavailable_isFailedForItsReason() {
    planned(EARLIER, ONE);
    statuses.unavailable(
        RUN,
        List.of(
            new Unavailable("one:1.0", ONE.destination(), ONE.tag(), "the source has no one:1.0"),
            new Unavailable("two:2.0", TWO.destination(), TWO.tag(), "the source has no two:2.0")));

    assertThat(statuses.of(RUN, List.of(TWO, ONE)))
        .containsExactly(
            is(TWO, FAILED, "the source has no two:2.0"),
            is(ONE, FAILED, "the source has no one:1.0"));
  }

  @Test
  void copying_leavesAloneWhatHasArrivedOrFailed() {
    planned(RUN, ONE, TWO);
    statuses.succeeded(RUN, List.of(ONE));
    copying(FIRST, TWO);
    statuses.failed(FIRST, Map.of(TWO, "denied"));
    copying(SECOND, ONE, TWO);

    assertThat(statuses.of(RUN, List.of(ONE, TWO)))
        .containsExactly(is(ONE, SUCCEEDED), is(TWO, FAILED, "denied"));
  }

  @Test
  void copying_keepsTheReasonOfTheLastAttempt() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.retried(FIRST, Map.of(ONE, "throttled"));
    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING, "throttled"));

    copying(SECOND, ONE);
    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING, "throttled"));
  }

  @Test
  void copying_inAPastAttempt_changesNothing() {
    planned(RUN, ONE, TWO);
    copying(FIRST, ONE, TWO);
    statuses.retried(FIRST, Map.of(ONE, "throttled", TWO, "throttled"));
    copying(FIRST, ONE);
    copying(SECOND, TWO);
    copying(FIRST, TWO);

    assertThat(of(ONE)).isEqualTo(is(ONE, PENDING, "throttled"));
    statuses.failed(SECOND, Map.of(TWO, "denied"));
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
    statuses.succeeded(RUN, List.of(ONE));
    statuses.givenUp(RUN, Map.of(ONE, "late"));

    assertThat(of(ONE).reason().orElseThrow()).contains("missing");
  }

  @Test
  void succeeded_isSoWhateverItWasInTheRun() {
    planned(RUN, ONE, TWO);
    copying(FIRST, ONE);
    statuses.failed(FIRST, Map.of(ONE, "no result"));
    statuses.succeeded(RUN, List.of(ONE, TWO));
    statuses.succeeded(RUN, List.of(ONE, TWO));

    assertThat(statuses.of(RUN, List.of(ONE, TWO)))
        .containsExactly(is(ONE, SUCCEEDED), is(TWO, SUCCEEDED));
  }

  @Test
  void failed_changesOnlyWhatIsCopyingInTheAttempt() {
    planned(RUN, ONE, TWO);
    copying(FIRST, ONE);
    statuses.failed(SECOND, Map.of(ONE, "of another attempt"));
    statuses.failed(FIRST, Map.of(TWO, "never begun"));
    assertThat(statuses.of(RUN, List.of(ONE, TWO)))
        .containsExactly(is(ONE, COPYING), is(TWO, PENDING));

    statuses.failed(FIRST, Map.of(ONE, "denied"));
    statuses.failed(FIRST, Map.of(ONE, "again"));
    statuses.retried(FIRST, Map.of(ONE, "again"));
    assertThat(of(ONE)).isEqualTo(is(ONE, FAILED, "denied"));
  }

  @Test
  void failed_orRetried_doesNotTouchWhatHasArrived() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.succeeded(RUN, List.of(ONE));
    statuses.failed(FIRST, Map.of(ONE, "late"));
    statuses.retried(FIRST, Map.of(ONE, "late"));
    statuses.givenUp(RUN, Map.of(ONE, "late"));

    assertThat(of(ONE)).isEqualTo(is(ONE, SUCCEEDED));
  }

  @Test
  void retried_afterTheNextAttemptHasBegun_changesNothing() {
    planned(RUN, ONE);
    copying(FIRST, ONE);
    statuses.retried(FIRST, Map.of(ONE, "throttled"));
    copying(SECOND, ONE);
    statuses.retried(FIRST, Map.of(ONE, "late"));
    statuses.failed(FIRST, Map.of(ONE, "late"));

    assertThat(of(ONE)).isEqualTo(is(ONE, COPYING, "throttled"));
  }

  @Test
  void givenUp_failsWhatHasNeitherArrivedNorFailed() {
    Copy three = copy("three", "3.0");
    planned(RUN, ONE, TWO, three);
    copying(FIRST, TWO, three);
    statuses.failed(FIRST, Map.of(three, "denied"));
    statuses.givenUp(RUN, Map.of(ONE, "no capacity", TWO, "no capacity", three, "no capacity"));

    assertThat(statuses.of(RUN, List.of(ONE, TWO, three)))
        .containsExactly(
            is(ONE, FAILED, "no capacity"),
            is(TWO, FAILED, "no capacity"),
            is(three, FAILED, "denied"));
  }

  @Test
  void changes_ofManyImages_reachAll() {
    List<Copy> many = copies("many", 40);
    statuses.plan(RUN, List.of(new Batch(1, many)));
    statuses.copying(FIRST, many);
    statuses.failed(FIRST, many.stream().collect(toMap(copy -> copy, Copy::image)));

    assertThat(statuses.of(RUN, many))
        .isEqualTo(many.stream().map(copy -> is(copy, FAILED, copy.image())).toList());
  }
}
