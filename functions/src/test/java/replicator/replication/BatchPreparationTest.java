package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.auth.Logins;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.run.Run;
import replicator.run.RunId;

class BatchPreparationTest extends InWorld {
  private static final RepositoryName APP = new RepositoryName("app");
  private static final Copy OTHER = copy("other", "v1", 1);

  @Test
  void images_that_are_missing_are_left_for_a_task() {
    assertThat(prepare(V1, V2)).isEqualTo(2);

    assertThat(world.state(V1)).isEqualTo(ImageState.PENDING);
    assertThat(world.destination.puts()).isEmpty();
  }

  @Test
  void a_missing_repository_is_made_before_the_task_needs_it() {
    prepare(V1);

    assertThat(world.destination.repositories()).containsExactly(APP);
  }

  @Test
  void an_image_that_has_arrived_since_the_plan_was_made_has_succeeded() {
    world.destination.push(APP, "v1", digest(1));

    assertThat(prepare(V1, V2)).isEqualTo(1);
    assertThat(world.state(V1)).isEqualTo(ImageState.SUCCEEDED);
    assertThat(world.destination.puts()).isEmpty();
  }

  @Test
  void an_image_that_the_repository_has_without_the_tag_gets_it_and_needs_no_task() {
    world.destination.pushUntagged(APP, digest(1));

    assertThat(prepare(V1)).isZero();
    assertThat(world.state(V1)).isEqualTo(ImageState.SUCCEEDED);
    assertThat(world.destination.tags(APP)).isEqualTo(Map.of(new Tag("v1"), digest(1)));
  }

  @Test
  void an_image_that_is_to_be_copied_again_needs_a_task_though_it_is_there() {
    Copy again = copy("app", "v1", 1, 1);
    world.destination.push(APP, "v1", digest(1));

    assertThat(prepare(again)).isEqualTo(1);
    assertThat(world.state(again)).isEqualTo(ImageState.PENDING);
    assertThat(world.destination.puts()).isEmpty();
  }

  @Test
  void an_image_that_only_another_repository_has_needs_a_task() {
    world.destination.push(new RepositoryName("other"), "v1", digest(1));

    assertThat(prepare(V1)).isEqualTo(1);
  }

  @Test
  void an_immutable_tag_that_points_elsewhere_fails_at_once_and_alone() {
    Copy moved = copy("app", "v1", 2, 1);
    world.destination.push(APP, "v1", digest(1));
    world.destination.makeImmutable(APP);

    assertThat(prepare(moved, V2)).isEqualTo(1);
    assertThat(world.state(moved)).isEqualTo(ImageState.FAILED);
    assertThat(world.reason(moved))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("the tag v1 is immutable", digest(1).value()));
    assertThat(world.state(V2)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void an_immutable_tag_that_points_to_the_image_is_right_and_is_not_copied_again() {
    Copy again = copy("app", "v1", 1, 1);
    world.destination.push(APP, "v1", digest(1));
    world.destination.makeImmutable(APP);

    assertThat(prepare(again)).isZero();
    assertThat(world.state(again)).isEqualTo(ImageState.SUCCEEDED);
  }

  @Test
  void an_immutable_tag_that_somebody_has_deleted_since_the_plan_is_copied() {
    Copy again = copy("app", "v1", 1, 1);
    Copy moved = copy("app", "v2", 2, 3);
    world.destination.pushUntagged(APP, digest(1));
    world.destination.makeImmutable(APP);

    assertThat(prepare(again, moved)).isEqualTo(2);
    assertThat(world.state(again)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void an_immutable_tag_that_somebody_has_put_since_the_plan_is_named_with_what_it_points_to() {
    Copy again = copy("app", "v1", 1, 1);
    world.destination.push(APP, "v1", digest(7));
    world.destination.push(APP, "v2", digest(8));
    world.destination.makeImmutable(APP);

    assertThat(prepare(again, V2)).isZero();
    assertThat(world.reason(again).orElseThrow()).contains("points to " + digest(7));
    assertThat(world.reason(V2).orElseThrow()).contains("points to " + digest(8));
  }

  @Test
  void a_tag_that_is_new_to_an_immutable_repository_is_copied() {
    world.destination.makeImmutable(APP);

    assertThat(prepare(V1)).isEqualTo(1);
  }

  @Test
  void a_repository_that_may_not_be_made_fails_its_images_and_no_others() {
    world.destination.refuse(APP, new PermanentFailure("app may not be made"));

    assertThat(prepare(V1, OTHER, V2)).isEqualTo(1);
    assertThat(world.state(V1)).isEqualTo(ImageState.FAILED);
    assertThat(world.reason(V2)).contains("app may not be made");
    assertThat(world.state(OTHER)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void a_repository_that_nobody_may_look_into_fails_its_images_and_no_others() {
    world.destination.fail(APP, new PermanentFailure("ecr:BatchGetImage was refused"));

    assertThat(prepare(V1, OTHER, V2)).isEqualTo(1);
    assertThat(world.reason(V2)).contains("ecr:BatchGetImage was refused");
    assertThat(world.state(OTHER)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void a_destination_that_does_not_answer_fails_the_function_and_no_image() {
    world.destination.fail(APP, new TransientFailure("503"));

    assertThatThrownBy(() -> prepare(V1)).isInstanceOf(TransientFailure.class);
    assertThat(world.state(V1)).isEqualTo(ImageState.PENDING);
  }

  @Test
  void logins_are_there_before_a_task_is_started() {
    prepare(V1);

    assertThat(world.authFile.content()).isPresent();
  }

  /** The logins of a task are those of the present source. */
  @Test
  void an_image_of_a_source_that_the_stack_had_when_the_run_was_planned_fails_and_says_why() {
    Copy former = copy("former.example.com/team/app", HOST + "/team/app", "v1", 1);

    assertThat(prepare(former, V1)).isEqualTo(1);

    assertThat(world.reason(former))
        .contains("the source of the stack has changed since this was planned");
    assertThat(world.state(V1)).isEqualTo(ImageState.PENDING);
    assertThat(world.destination.repositories()).containsExactly(APP);
  }

  @Test
  void an_image_that_has_arrived_from_a_former_source_has_succeeded() {
    Copy former = copy("former.example.com/app", HOST + "/app", "v1", 1);
    world.destination.push(APP, "v1", digest(1));

    assertThat(prepare(former)).isZero();
    assertThat(world.state(former)).isEqualTo(ImageState.SUCCEEDED);
  }

  /** SettleRun has erased them by then, and no later state would. */
  @Test
  void a_run_that_is_stopped_while_a_batch_gets_its_logins_leaves_none() {
    world.begin(new Batch(1, List.of(V1)));
    world.crashes.meanwhile(Logins.class, "get", world::stop);

    assertThatThrownBy(() -> world.preparation().prepare(world.id(), 1))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("has ended");

    assertThat(world.authFile.content()).isEmpty();
  }

  @Test
  void a_batch_that_needs_no_task_asks_for_no_logins() {
    world.destination.push(APP, "v1", digest(1));

    prepare(V1);

    assertThat(world.authFile.writes()).isZero();
  }

  @Test
  void images_that_are_settled_are_not_looked_at_again() {
    world.begin(new Batch(1, List.of(V1, V2)));
    world.statuses.giveUp(world.id(), Map.of(V1, "gone"));

    assertThat(world.preparation().prepare(world.id(), 1).toCopy()).isEqualTo(1);
    assertThat(world.reason(V1)).contains("gone");
  }

  @Test
  void a_batch_that_is_prepared_twice_puts_no_tag_twice() {
    world.destination.pushUntagged(APP, digest(1));
    prepare(V1, V2);

    assertThat(world.preparation().prepare(world.id(), 1).toCopy()).isEqualTo(1);
    assertThat(world.destination.puts()).containsExactly("app:v1");
    assertThat(world.authFile.writes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 2"})
  void runs_of_some_images_share_logins_and_runs_of_everything_do_not(boolean partial, int writes) {
    for (String execution : List.of("first", "second")) {
      RunId run = RunId.of(execution, World.START);
      world.runs.put(Run.started(run, execution, World.START, partial));
      world.batches.write(run, 0, List.of(new Batch(1, List.of(V1))));
      world.statuses.plan(run, List.of(new Batch(1, List.of(V1))));
      world.preparation().prepare(run, 1);
    }

    assertThat(world.authFile.writes()).isEqualTo(writes);
  }

  @Test
  void a_batch_that_does_not_exist_is_named() {
    assertThatThrownBy(() -> world.preparation().prepare(world.id(), 7))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("run %s has no batch 7".formatted(world.id()));
  }

  private int prepare(Copy... copies) {
    world.begin(new Batch(1, List.of(copies)));
    return world.preparation().prepare(world.id(), 1).toCopy();
  }
}
