package replicator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.handler.EnumerateImagesHandler.Request;
import replicator.image.RepositoryName;
import replicator.plan.LargestPlan;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration.Begun.Planned;
import replicator.replication.World;
import replicator.run.Run;

/** The door by which a run begins, entered with the events that stand in the repository. */
class EnumerateImagesHandlerTest extends EnteredRun {

  private static final Copy V1 = copy("app", "v1", 1);

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
    assertThat(answer.message()).endsWith("run other is running");
    assertThat(answer.input()).isEqualTo(decision.equals("WAIT") ? input : null);
    assertThat(world.runs.all()).isEmpty();
  }

  @Test
  void a_run_of_some_images_is_known_as_one_even_if_it_cannot_be_planned() {
    failure = Optional.of(new TransientFailure("the source is down"));

    assertThatThrownBy(() -> push(World.EXECUTION, "app")).isInstanceOf(TransientFailure.class);

    assertThat(world.runs.find(world.id())).map(Run::partial).contains(true);
  }

  @Test
  void a_run_of_everything_is_not_one_of_some_images() {
    enumerate(Events.read("enumerate-images", Request.class));

    assertThat(world.runs.find(world.id())).map(Run::partial).contains(false);
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

  @Test
  void a_parameter_of_the_stack_that_cannot_be_meant_is_not_laid_to_the_input() {
    parameters =
        () -> {
          throw new InvalidParameter("destTags", "x", "key=value");
        };

    assertThatThrownBy(() -> push(World.EXECUTION, "app")).isInstanceOf(InvalidParameter.class);
  }

  @Test
  void an_answer_with_the_most_batches_and_the_most_progress_fits_into_a_state_with_room_to_spare()
      throws JsonProcessingException {
    Progress progress = Progress.NONE.and(LargestPlan.upTo("web"));
    List<Integer> batches = IntStream.rangeClosed(1, 20_000).boxed().toList();

    EnumerateImagesAnswer answer =
        EnumerateImagesAnswer.of(
            new Planned(world.id(), batches, List.of(), Optional.of(progress)),
            SETTINGS,
            Events.read("enumerate-images", Request.class));

    assertThat(new ObjectMapper().writeValueAsString(answer)).hasSizeLessThan(200_000);
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

  @Test
  void a_run_is_not_planned_to_its_end_for_another_source_or_destination_than_it_began_for() {
    world.source.push(source("app"), "v1", digest(1));
    world.source.push(source("web"), "v1", digest(1));
    Request request = Events.read("enumerate-images", Request.class);
    enough = images -> true;
    EnumerateImagesAnswer first = enumerate(request);
    Progress former =
        Objects.requireNonNull(first.progress())
            .plannedFor("quay.example.com to ecr.example.com/mirror");

    assertThatThrownBy(
            () -> enumerate(new Request(request.execution(), request.startedAt(), null, former)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContainingAll(
            "planned for quay.example.com to ecr.example.com/mirror",
            "now say " + SETTINGS.route(),
            "another run copies");

    assertThat(world.runs.find(world.id())).map(Run::compared).contains(false);
  }
}
