package replicator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.InMemoryTasks;
import replicator.copy.InMemoryTasks.Task;
import replicator.copy.Verdict;
import replicator.replication.World;

/** The doors of a batch, entered with the events that stand in the repository. */
class BatchHandlersTest {
  private static final Copy V1 = copy("app", "v1", 1);
  private static final String TOKEN =
      Events.read("launch-copy", LaunchCopyHandler.Request.class).taskToken();

  private static final String TASK = InMemoryTasks.arnOf(new AttemptId(new World().id(), 1, 1));

  private final World world = new World();
  private final CompleteCopyHandler complete =
      new CompleteCopyHandler(Events.JSON, world::completion);

  @BeforeEach
  void begin() {
    world.begin(new Batch(1, List.of(V1)));
  }

  @Test
  void a_prepared_batch_tells_how_many_images_need_a_task() {
    PrepareBatchHandler.Answer answer =
        new PrepareBatchHandler(world::preparation)
            .handleRequest(
                Events.read("prepare-batch", PrepareBatchHandler.Request.class), new FiveMinutes());

    assertThat(answer.toCopy()).isEqualTo(1);
    assertThat(Instant.parse(answer.giveUpAt())).isAfter(world.now().plus(Duration.ofHours(9)));
  }

  @Test
  void a_launched_batch_has_a_task_and_waits() {
    launch();

    assertThat(world.tasks.started()).map(Task::copies).containsExactly(List.of(V1));
    assertThat(world.tokens.answered()).isEmpty();
  }

  @Test
  void the_end_of_a_task_settles_its_batch_and_answers_the_state_that_waits() {
    launch();
    world.destination.push(V1.destination().name(), "v1", V1.digest());

    complete.handleRequest(changed("lastStatus", "STOPPED"), new FiveMinutes());

    assertThat(world.state(V1)).isEqualTo(ImageState.SUCCEEDED);
    assertThat(world.tokens.answer(TOKEN)).contains(new Verdict.Done());
  }

  @Test
  void a_task_that_goes_on_changes_nothing() {
    launch();

    complete.handleRequest(changed("lastStatus", "RUNNING"), new FiveMinutes());

    assertThat(world.state(V1)).isEqualTo(ImageState.COPYING);
  }

  @Test
  void a_task_that_somebody_else_started_changes_nothing() {
    launch();

    complete.handleRequest(changed("startedBy", "ecs-svc/123"), new FiveMinutes());

    assertThat(world.state(V1)).isEqualTo(ImageState.COPYING);
  }

  @Test
  void a_batch_that_the_workflow_gives_up_fails_with_the_error_as_its_reason() {
    launch();

    complete.handleRequest(Events.read("complete-copy-give-up"), new FiveMinutes());

    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
    assertThat(world.reason(V1)).contains("ECS has no room for the task: RESOURCE:ENI");
  }

  @Test
  void an_event_of_nothing_known_changes_nothing() {
    complete.handleRequest(Map.of(), new FiveMinutes());

    assertThat(world.state(V1)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void a_request_for_what_is_no_run_is_an_error() {
    assertThatThrownBy(
            () ->
                new PrepareBatchHandler(world::preparation)
                    .handleRequest(
                        new PrepareBatchHandler.Request("yesterday", 1), new FiveMinutes()))
        .hasMessage("not a run: yesterday");
  }

  private void launch() {
    new LaunchCopyHandler(world::launch)
        .handleRequest(
            Events.read("launch-copy", LaunchCopyHandler.Request.class), new FiveMinutes());
  }

  /** The event of the launched task, but for one field. */
  private static Map<String, Object> changed(String name, String value) {
    Map<String, Object> event = Events.read("complete-copy");
    Map<String, Object> detail = new HashMap<>();
    if (event.get("detail") instanceof Map<?, ?> old) {
      old.forEach((key, given) -> detail.put(String.valueOf(key), given));
    }
    detail.put("taskArn", TASK);
    detail.put(name, value);
    event.put("detail", detail);
    return event;
  }
}
