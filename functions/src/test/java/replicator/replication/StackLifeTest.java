package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.concurrent.Time;
import replicator.copy.AttemptId;
import replicator.copy.InMemoryTasks;
import replicator.copy.Tasks;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.run.Executions;

@Timeout(30)
class StackLifeTest extends InWorld {
  private final StackLife stack = stack(world.time);

  @Test
  void a_change_starts_a_run_that_waits_for_the_one_that_goes_on() {
    stack.changed("6f1c");

    assertThat(world.executions.started())
        .containsOnlyKeys("deployment-6f1c")
        .containsValue("{\"startedBy\": \"deployment\", \"whenBusy\": \"WAIT\"}");
  }

  @Test
  void a_change_that_is_told_twice_starts_one_run() {
    stack.changed("6f1c");
    world.executions.stop("deployment-6f1c", "ended");
    stack.changed("6f1c");

    assertThat(world.executions.running()).isEmpty();
  }

  @Test
  void deletion_with_nothing_running_is_over_at_once() {
    stack.deleted(Duration.ofMinutes(1));

    assertThat(world.tasks.stopped()).isEmpty();
    assertThat(world.time.sleeps()).isEmpty();
  }

  @Test
  void deletion_stops_runs_and_tasks_and_ends_when_they_have() {
    world.executions.start("one", "{}");
    world.executions.start("two", "{}");
    String task = world.tasks.start(new AttemptId(world.id(), 1, 1), List.of(V1));

    stack.deleted(Duration.ofMinutes(1));

    assertThat(world.executions.running()).isEmpty();
    assertThat(world.tasks.stopped()).containsExactly(task);
  }

  @Test
  void a_task_that_is_started_while_its_run_is_stopped_is_stopped_too() {
    world.executions.start("one", "{}");
    world.crashes.meanwhile(
        Executions.class,
        "stop",
        () -> world.tasks.start(new AttemptId(world.id(), 1, 1), List.of(V1)));

    stack.deleted(Duration.ofMinutes(1));

    assertThat(world.tasks.stopped())
        .containsExactly(InMemoryTasks.arnOf(new AttemptId(world.id(), 1, 1)));
  }

  @Test
  void a_task_that_appears_when_its_run_has_long_been_stopped_is_stopped_too() {
    AttemptId late = new AttemptId(world.id(), 1, 1);
    world.executions.start("one", "{}");
    atLook(3, () -> world.tasks.start(late, List.of(V1)));

    stack.deleted(Duration.ofMinutes(1));

    assertThat(world.tasks.stopped()).containsExactly(InMemoryTasks.arnOf(late));
  }

  @Test
  void what_ends_at_the_last_moment_does_not_fail_the_deletion() {
    world.executions.start("one", "{}");

    stack.deleted(Duration.ZERO);

    assertThat(world.time.sleeps()).isNotEmpty();
  }

  @Test
  void deletion_does_not_wait_for_ever_and_says_what_still_runs() {
    Executions stubborn =
        new Executions() {
          @Override
          public boolean isRunning(String execution) {
            return true;
          }

          @Override
          public List<String> running() {
            return List.of("one", "two");
          }

          @Override
          public void start(String name, String input) {}

          @Override
          public void stop(String execution, String cause) {}
        };

    assertThatThrownBy(
            () -> new StackLife(stubborn, world.tasks, world.time).deleted(Duration.ofSeconds(30)))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("something is still running (runs: 2, tasks: 0); delete the stack again");
  }

  @Test
  void a_run_that_may_not_be_stopped_fails_the_deletion_and_is_named() {
    world.executions.start("one", "{}");
    world.crashes.meanwhile(
        Executions.class, "stop", fails("states:StopExecution on one was refused"));

    assertThatThrownBy(() -> stack.deleted(Duration.ofMinutes(1)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("states:StopExecution on one was refused");
    assertThat(world.executions.running()).containsExactly("one");
  }

  @Test
  void a_task_that_may_not_be_stopped_fails_the_deletion_when_its_run_has_been_stopped() {
    world.executions.start("one", "{}");
    world.tasks.start(new AttemptId(world.id(), 1, 1), List.of(V1));
    world.crashes.meanwhile(Tasks.class, "stop", fails("ecs:StopTask was refused"));

    assertThatThrownBy(() -> stack.deleted(Duration.ofMinutes(1)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("ecs:StopTask was refused");
    assertThat(world.executions.running()).isEmpty();
    assertThat(world.tasks.running()).hasSize(1);
  }

  private static Runnable fails(String reason) {
    return () -> {
      throw new PermanentFailure(reason);
    };
  }

  @Test
  void an_interruption_is_a_passing_failure_and_is_handed_on() {
    world.executions.start("one", "{}");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> stack(Time.system()).deleted(Duration.ofMinutes(1)))
        .isInstanceOf(TransientFailure.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private void atLook(int count, Runnable what) {
    world.crashes.meanwhile(
        Tasks.class, "running", count == 1 ? what : () -> atLook(count - 1, what));
  }

  private StackLife stack(Time time) {
    return new StackLife(
        world.crashes.watch(Executions.class, world.executions),
        world.crashes.watch(Tasks.class, world.tasks),
        time);
  }
}
