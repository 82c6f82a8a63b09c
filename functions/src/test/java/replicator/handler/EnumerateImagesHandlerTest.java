package replicator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.plan.SampleCopies.copy;
import static replicator.plan.SampleCopies.digest;
import static replicator.plan.SampleCopies.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.copy.ImageState;
import replicator.failure.TransientFailure;
import replicator.handler.EnumerateImagesHandler.Request;
import replicator.image.RepositoryName;
import replicator.plan.Copy;
import replicator.plan.Enough;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.plan.Rates;
import replicator.replication.DryRun;
import replicator.replication.Planning;
import replicator.replication.RunStart;
import replicator.replication.World;
import replicator.run.Run;
import replicator.run.RunInput;
import replicator.settings.Settings;

/** The door by which a run begins, entered with the events that stand in the repository. */
class EnumerateImagesHandlerTest {

  private static final Copy V1 = copy("app", "v1", 1);
  private static final Settings SETTINGS =
      Settings.of(
          Map.ofEntries(
              Map.entry("sourceType", "Amazon_ECR"),
              Map.entry("srcRegion", "us-west-2"),
              Map.entry("srcList", "ALL"),
              Map.entry("maxConcurrency", "10"),
              Map.entry("taskCheckSeconds", "900"),
              Map.entry("taskParallelCopies", "2"),
              Map.entry("putImageRate", "10"),
              Map.entry("copyTimeoutMinutes", "60"),
              Map.entry("STACK_ACCOUNT_ID", "123456789012"),
              Map.entry("AWS_REGION", "eu-west-1")));

  private final World world = new World();
  private Enough enough = Enough.NEVER;
  private boolean unreachable;
  private Set<String> selected = Set.of("app", "web");
  private final List<RunInput> planned = new ArrayList<>();

  /** Of a stack that replicates everything in some repositories. */
  private final Planning planning =
      new Planning() {
        @Override
        public void check(RunInput input) {}

        @Override
        public boolean concerns(RunInput input) {
          return selected.containsAll(input.repositories());
        }

        @Override
        public Plan plan(RunInput input, Progress earlier) {
          planned.add(input);
          if (unreachable) {
            throw new TransientFailure("the source is down");
          }
          return world.plan(earlier, enough);
        }
      };

  @Test
  void a_run_with_something_to_copy_names_its_batches_and_how_many_may_run_at_once() {
    world.source.push(source("app"), "v1", digest(1));

    EnumerateImagesAnswer answer = enumerate(Events.read("enumerate-images", Request.class));

    assertThat(answer)
        .isEqualTo(
            new EnumerateImagesAnswer(
                "COPY",
                "1 batch to copy",
                world.id().value(),
                List.of(1),
                List.of(),
                10,
                900,
                null,
                World.START.toString(),
                null,
                null,
                null));
    assertThat(world.state(V1)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void a_run_with_nothing_to_copy_goes_to_its_summary() {
    assertThat(enumerate(Events.read("enumerate-images", Request.class)).decision())
        .isEqualTo("SUMMARIZE");
  }

  @ParameterizedTest
  @CsvSource({"SKIP, SKIPPED", "WAIT, WAIT"})
  void a_run_while_another_goes_on_is_skipped_or_waits_as_it_was_asked(
      String whenBusy, String decision) {
    world.executions.start("other", "{}");
    world.runs.takeLease("other", Optional.empty());
    Map<String, String> input = Map.of("whenBusy", whenBusy);

    EnumerateImagesAnswer answer =
        enumerate(new Request(World.EXECUTION, World.START.toString(), input, null));

    assertThat(answer.decision()).isEqualTo(decision);
    assertThat(answer.message()).endsWith("run other is going on");
    assertThat(answer.input()).isEqualTo(decision.equals("WAIT") ? input : null);
    assertThat(world.runs.all()).isEmpty();
  }

  @Test
  void pushes_while_another_run_goes_on_are_left_to_the_first_of_them() {
    List.of("other", "first", "second").forEach(name -> world.executions.start(name, "{}"));
    world.runs.takeLease("other", Optional.empty());

    assertThat(push("first", "app").decision()).isEqualTo("WAIT");
    assertThat(push("second", "web"))
        .isEqualTo(
            EnumerateImagesAnswer.of("SKIPPED", "skipped, run first waits and does this, too"));
    world.runs.releaseLease("other");

    assertThat(push("first", "app").decision()).isEqualTo("SUMMARIZE");
    assertThat(planned)
        .last()
        .satisfies(
            input -> assertThat(input.repositories()).containsExactlyInAnyOrder("app", "web"));
    assertThat(world.waiting.notes()).isEmpty();
  }

  @Test
  void pushes_left_to_a_run_are_not_forgotten_when_its_own_repository_is_selected_no_more() {
    pushesWaitForAnotherRun();
    selected = Set.of("web");

    assertThat(push("first", "app").decision()).isEqualTo("SUMMARIZE");
    assertThat(planned).last().satisfies(input -> assertThat(input.repositories()).contains("web"));
    assertThat(world.waiting.notes()).isEmpty();
  }

  @Test
  void pushes_left_to_a_run_are_not_forgotten_when_its_answer_is_lost_and_it_is_asked_again() {
    pushesWaitForAnotherRun();
    world.source.push(source("web"), "v1", digest(1));
    push("first", "app");
    selected = Set.of("web");

    assertThat(push("first", "app").decision()).isEqualTo("COPY");
    assertThat(planned).last().satisfies(input -> assertThat(input.repositories()).contains("web"));
  }

  @Test
  void pushes_left_to_a_run_that_is_planned_in_parts_are_all_planned() {
    pushesWaitForAnotherRun();
    world.source.push(source("app"), "v1", digest(1));
    world.source.push(source("web"), "v1", digest(1));

    enough = images -> true;
    EnumerateImagesAnswer first = push("first", "app");
    enumerate(new Request("first", World.START.toString(), first.input(), first.progress()));

    assertThat(first.progress()).isNotNull();
    assertThat(planned).last().satisfies(input -> assertThat(input.repositories()).contains("web"));
  }

  @Test
  void a_run_of_some_images_is_known_as_one_even_if_it_cannot_be_planned() {
    unreachable = true;

    assertThatThrownBy(() -> push(World.EXECUTION, "app")).isInstanceOf(TransientFailure.class);

    assertThat(world.runs.find(world.id())).map(Run::partial).contains(true);
  }

  @Test
  void a_run_of_everything_is_not_one_of_some_images() {
    enumerate(Events.read("enumerate-images", Request.class));

    assertThat(world.runs.find(world.id())).map(Run::partial).contains(false);
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

  @Test
  void a_dry_run_tells_what_would_be_done_and_does_nothing() {
    world.source.push(source("app"), "v1", digest(1));

    EnumerateImagesAnswer answer = enumerate(Events.read("dry-run", Request.class));

    assertThat(answer.decision()).isEqualTo("DRY_RUN");
    assertThat(answer.message()).startsWith("1 image to copy with 1 task, 0 up to date");
    assertThat(world.runs.all()).isEmpty();
    assertThat(world.runs.holder()).isEmpty();
  }

  @Test
  void an_input_that_cannot_be_meant_is_refused_and_nothing_is_done() {
    EnumerateImagesAnswer answer =
        enumerate(new Request(World.EXECUTION, World.START.toString(), Map.of("dry", true), null));

    assertThat(answer.decision()).isEqualTo("REFUSED");
    assertThat(answer.message()).contains("dry", "dryRun");
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

  private EnumerateImagesAnswer push(String execution, String repository) {
    Map<String, String> input =
        Map.of("startedBy", "push", "repository", repository, "whenBusy", "WAIT");
    return enumerate(new Request(execution, World.START.toString(), input, null));
  }

  @Test
  void a_run_that_is_not_planned_to_its_end_comes_back_with_its_input_and_its_progress() {
    world.source.push(source("app"), "v1", digest(1));
    world.source.push(source("web"), "v1", digest(1));
    world.destination.push(new RepositoryName("app"), "v1", digest(1));
    Request request = Events.read("enumerate-images", Request.class);

    enough = images -> true;
    EnumerateImagesAnswer first = enumerate(request);
    EnumerateImagesAnswer last =
        enumerate(
            new Request(request.execution(), request.startedAt(), first.input(), first.progress()));

    assertThat(first.decision()).isEqualTo("PLAN_ON");
    assertThat(first.input()).isEqualTo(request.input());
    assertThat(last.decision()).isEqualTo("COPY");
    assertThat(last.batches()).containsExactly(1);
    assertThat(last.progress()).isNull();
    assertThat(last.input()).isNull();
  }

  private EnumerateImagesAnswer enumerate(Request request) {
    return new EnumerateImagesHandler(
            () -> SETTINGS,
            () -> new RunStart(world.enumeration(), world.waitingRuns(), () -> planning),
            () -> planning,
            () -> new DryRun(world.destination, 10, Rates.of(512, 1024, true, 0)))
        .handleRequest(request, new FiveMinutes());
  }
}
