package replicator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.replication.World;

/** Runs that pushes start, and those that are left to a run that waits. */
class PushedRunTest extends EnteredRun {
  @Test
  void pushes_while_another_run_goes_on_are_left_to_the_first_of_them() {
    List.of("other", "first", "second").forEach(name -> world.executions.start(name, "{}"));
    world.runs.takeLease("other", Optional.empty());

    assertThat(push("first", "app").decision()).isEqualTo("WAIT");
    assertThat(push("second", "web"))
        .isEqualTo(
            EnumerateImagesAnswer.of(
                "SKIPPED", "skipped, run first is waiting and will do this, too"));
    world.runs.releaseLease("other");

    assertThat(push("first", "app").decision()).isEqualTo("SUMMARIZE");
    assertThat(planned).last().isEqualTo(Set.of(source("app"), source("web")));
    assertThat(world.waiting.notes()).isEmpty();
  }

  @Test
  void pushes_left_to_a_run_are_not_forgotten_when_its_own_repository_is_selected_no_more() {
    pushesWaitForAnotherRun();
    selected = "web:ALL_TAGS";

    assertThat(push("first", "app").decision()).isEqualTo("SUMMARIZE");
    assertThat(planned).last().isEqualTo(Set.of(source("app"), source("web")));
    assertThat(world.waiting.notes()).isEmpty();
  }

  @Test
  void pushes_left_to_a_run_are_not_forgotten_when_its_answer_is_lost_and_it_is_asked_again() {
    pushesWaitForAnotherRun();
    world.source.push(source("web"), "v1", digest(1));
    push("first", "app");
    selected = "web:ALL_TAGS";

    assertThat(push("first", "app").decision()).isEqualTo("COPY");
    assertThat(planned).last().isEqualTo(Set.of(source("app"), source("web")));
  }

  @Test
  void pushes_left_to_a_run_are_kept_in_an_outage_and_struck_out_if_they_can_never_be_planned() {
    pushesWaitForAnotherRun();

    failure = Optional.of(new TransientFailure("the source is down"));
    assertThatThrownBy(() -> push("first", "app")).hasMessage("the source is down");
    assertThat(world.waiting.notes()).hasSize(2);

    failure = Optional.of(new PermanentFailure("denied"));
    assertThatThrownBy(() -> push("first", "app")).hasMessage("denied");
    assertThat(world.waiting.notes()).isEmpty();
  }

  @Test
  void a_push_of_what_is_not_replicated_begins_no_run() {
    EnumerateImagesAnswer answer = push(World.EXECUTION, "unselected");

    assertThat(answer)
        .isEqualTo(
            EnumerateImagesAnswer.of(
                "SKIPPED", "skipped, the stack replicates nothing of unselected"));
    assertThat(world.runs.all()).isEmpty();
  }

  /** First of app, which then waits for web, too. */
  private void pushesWaitForAnotherRun() {
    List.of("other", "first", "second").forEach(name -> world.executions.start(name, "{}"));
    world.runs.takeLease("other", Optional.empty());
    push("first", "app");
    push("second", "web");
    world.runs.releaseLease("other");
  }
}
