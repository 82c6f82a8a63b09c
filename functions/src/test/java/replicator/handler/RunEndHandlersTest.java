package replicator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.copy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.replication.World;
import replicator.run.Run;
import replicator.run.RunStatus;

/** The doors by which a run ends, entered with the events that stand in the repository. */
class RunEndHandlersTest {

  private static final Copy V1 = copy("app", "v1", 1);

  private final World world = new World();

  @Test
  void a_summary_answers_with_status_and_sentence() {
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.markSucceeded(world.id(), List.of(V1));

    assertThat(summarize(Events.read("summarize-run", SummarizeRunHandler.Request.class)))
        .isEqualTo(
            new SummarizeRunHandler.Answer("SUCCEEDED", "1 image copied, 0 images up to date"));
  }

  /** A dashboard adds up what was copied and what it cost. */
  @Test
  void a_summary_that_is_repeated_because_its_answer_was_lost_is_counted_once() {
    world.begin(new Batch(1, List.of(V1)));
    world.statuses.markSucceeded(world.id(), List.of(V1));
    SummarizeRunHandler.Request request =
        Events.read("summarize-run", SummarizeRunHandler.Request.class);

    assertThat(summarize(request)).isEqualTo(summarize(request));

    assertThat(world.metrics).singleElement().extracting(Run::id).isEqualTo(world.id());
  }

  @Test
  void a_summary_of_what_broke_off_says_why() {
    WorkflowError error = new WorkflowError("X", "{\"errorMessage\": \"srcRegion is \\\"\\\"\"}");

    assertThat(
            summarize(
                new SummarizeRunHandler.Request(
                    World.EXECUTION, World.START.toString(), null, error)))
        .isEqualTo(
            new SummarizeRunHandler.Answer(
                "FAILED", "the run broke off: srcRegion is \"\", 0 images copied"));
  }

  @Test
  void a_run_that_came_to_no_record_is_one_of_what_its_input_asks_for() {
    WorkflowError error = new WorkflowError("X", "{\"errorMessage\": \"no list\"}");

    summarize(
        new SummarizeRunHandler.Request(
            World.EXECUTION, World.START.toString(), Map.of("repository", "app"), error));

    assertThat(world.runs.find(world.id())).map(Run::partial).contains(true);
  }

  @Test
  void a_run_that_was_stopped_by_hand_is_settled_with_the_cause_that_was_given() {
    world.begin(new Batch(1, List.of(V1)));

    settle(Events.read("settle-run"));

    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
    assertThat(world.reason(V1)).contains("the run was stopped: stopped by hand");
    assertThat(world.runs.find(world.id()))
        .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(RunStatus.FAILED));
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void a_run_that_took_too_long_is_settled_and_says_so() {
    world.begin(new Batch(1, List.of(V1)));
    Map<String, Object> event = Events.read("settle-run");
    if (event.get("detail") instanceof Map<?, ?> detail) {
      Map<Object, Object> changed = new HashMap<>(detail);
      changed.put("status", "TIMED_OUT");
      changed.remove("cause");
      event.put("detail", changed);
    }

    settle(event);

    assertThat(world.reason(V1)).contains("the run took longer than it may");
  }

  @Test
  void a_workflow_that_died_of_what_no_state_caught_is_settled_and_told_once() {
    world.begin(new Batch(1, List.of(V1)));
    Map<String, Object> event = died("States.Runtime", "no such path");

    settle(event);
    settle(event);

    assertThat(world.notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.text())
                    .startsWith("The run broke off: the workflow died: no such path"));
    assertThat(world.runs.holder()).isEmpty();
    assertThat(world.metrics)
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.counts().failed()).isOne();
              assertThat(run.behindSince()).contains(World.START);
            });
  }

  @Test
  void a_run_whose_summary_failed_is_told_with_the_function_s_own_words() {
    world.begin(new Batch(1, List.of(V1)));

    settle(died("SummaryFailed", "{\"errorMessage\": \"no table\", \"stackTrace\": []}"));

    assertThat(world.notifications.published())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.text())
                    .startsWith("The run broke off: it could not be summarized: no table"));
  }

  private static Map<String, Object> died(String error, String cause) {
    return Map.of(
        "detail",
        Map.of(
            "status",
            "FAILED",
            "executionArn",
            World.EXECUTION,
            "startDate",
            World.START.toEpochMilli(),
            "error",
            error,
            "cause",
            cause));
  }

  private void settle(Map<String, Object> event) {
    new SettleRunHandler(Events.JSON, world::stopped).handleRequest(event, new FiveMinutes());
  }

  private SummarizeRunHandler.Answer summarize(SummarizeRunHandler.Request request) {
    return new SummarizeRunHandler(world::summary).handleRequest(request, new FiveMinutes());
  }
}
