package replicator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import replicator.concurrent.PassingTime;
import replicator.concurrent.Time;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

class BackoffTest {
  private final PassingTime time = new PassingTime();
  private final Backoff backoff = backoff(time);

  private static Backoff backoff(Time time) {
    return new Backoff(6, Duration.ofMillis(100), Duration.ofMillis(1000), time);
  }

  @Test
  void pauses_doubleUpToTheLongestAndHalfOfThemIsRandom() {
    assertThatThrownBy(() -> backoff.untilDone("it", List.of(1), left -> left))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("it: 1 items are left undone after 6 tries");

    List<Long> most = List.of(200L, 400L, 800L, 1000L, 1000L);
    assertThat(time.sleeps()).hasSameSizeAs(most);
    for (int i = 0; i < most.size(); i++) {
      assertThat(time.sleeps().get(i).toMillis()).isBetween(most.get(i) / 2, most.get(i));
    }
  }

  @Test
  void pauses_areNotAlwaysTheSame() {
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> backoff.untilDone("it", List.of(1), left -> left))
          .isInstanceOf(TransientFailure.class);
    }

    assertThat(time.sleeps().stream().distinct().count()).isGreaterThan(20);
  }

  @Test
  void done_atOnce_hasNoPause() {
    backoff.untilDone("it", List.of(1, 2), left -> List.of());

    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void nothingToDo_isNotTried() {
    backoff.untilDone(
        "it",
        List.<Integer>of(),
        left -> {
          throw new AssertionError("tried");
        });

    assertThat(time.sleeps()).isEmpty();
  }

  /** Slow is not broken: 100 things, one at a time, and two tries in vain before each. */
  @Test
  void progress_makesItPatientAgain() {
    List<Integer> things = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      things.add(i);
    }
    List<Integer> done = new ArrayList<>();
    int[] tries = {0};
    backoff.untilDone(
        "it",
        things,
        left -> {
          if (++tries[0] % 3 != 0) {
            throw new TransientFailure("busy");
          }
          done.add(left.getFirst());
          return left.subList(1, left.size());
        });

    assertThat(done).isEqualTo(things);
  }

  @Test
  void failure_thatLasts_isTheReasonInTheEnd() {
    assertThatThrownBy(
            () ->
                backoff.untilDone(
                    "it",
                    List.of(1),
                    left -> {
                      throw new TransientFailure("throttled");
                    }))
        .hasMessage("it: 1 items are left undone after 6 tries: throttled")
        .hasCauseInstanceOf(TransientFailure.class);
  }

  @Test
  void failure_thatIsPermanent_isNotTriedAgain() {
    assertThatThrownBy(
            () ->
                backoff.untilDone(
                    "it",
                    List.of(1),
                    left -> {
                      throw new PermanentFailure("denied");
                    }))
        .hasMessage("denied");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void interruption_endsItAndIsPassedOn() {
    Backoff real = backoff(Time.system());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> real.untilDone("it", List.of(1), left -> left))
        .isInstanceOf(TransientFailure.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
