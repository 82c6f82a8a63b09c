package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.copy.Batch;
import replicator.run.Run;

/** Since when not everything has been in place, as a run that has ended knows it. */
class BehindSinceTest extends SummarizedRun {

  @Test
  void a_run_knows_since_when_not_everything_has_been_in_place() {
    Run first = failed("first", 2, Optional.of(World.START.minusSeconds(7)));
    world.runs.put(first);
    world.begin(new Batch(1, List.of(V1)));

    assertThat(summarize().behindSince()).isEqualTo(first.behindSince());

    Instant later = World.START.plusSeconds(60);
    assertThat(world.summary().summarize("good", later, false, Optional.empty()).behindSince())
        .isEmpty();
    Instant tomorrow = World.START.plus(Duration.ofDays(1));
    assertThat(
            world.summary().summarize("next", tomorrow, false, Optional.of("broken")).behindSince())
        .contains(tomorrow);
  }

  @Test
  void a_run_after_one_that_died_knows_since_when_not_everything_has_been_in_place() {
    Run failed = failed("failed", 3, Optional.of(World.START.minus(Duration.ofDays(9))));
    world.runs.put(failed);
    world.runs.put(died("died", 2));
    world.runs.put(died("died-too", 1));
    world.begin(new Batch(1, List.of(V1)));

    assertThat(summarize().behindSince()).isEqualTo(failed.behindSince());
  }

  @Test
  void a_run_that_died_counts_as_the_first_that_left_something_behind() {
    world.runs.put(died("died", 2));
    world.runs.put(died("died-too", 1));
    world.begin(new Batch(1, List.of(V1)));

    assertThat(summarize().behindSince()).contains(World.START.minus(Duration.ofDays(2)));
  }

  @Test
  void a_run_of_some_images_that_failed_does_not_say_since_when_everything_is_behind() {
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.markSucceeded(world.id(), List.of(V1));
    summarize();
    breakOff("some", 1, true, "broken");
    breakOff("everything", 2, false, "broken");
    breakOff("some-again", 3, true, "broken");
    breakOff("everything-again", 4, false, "broken");

    assertThat(world.runs.all())
        .filteredOn(run -> !run.partial())
        .extracting(Run::behindSince)
        .containsExactly(
            Optional.empty(),
            Optional.of(World.START.plusSeconds(2)),
            Optional.of(World.START.plusSeconds(2)));
  }
}
