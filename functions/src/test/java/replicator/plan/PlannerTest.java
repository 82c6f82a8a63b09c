package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import replicator.concurrent.PassingTime;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Repository;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.selection.Selection;

class PlannerTest extends PlannedSource {
  @Test
  void what_is_missing_is_planned_in_batches() {
    source.push(source("app"), "v1", digest(1));

    Plan plan = planner(select("app", "app:ALL_TAGS")).plan(Progress.NONE, () -> Enough.NEVER);

    assertThat(plan.difference().copies()).containsExactly(copy("app", "v1", 1));
    assertThat(plan.batches().first()).containsExactly(new Batch(1, List.of(copy("app", "v1", 1))));
    assertThat(plan.useless()).isEmpty();
  }

  @Test
  void a_repository_that_does_not_tell_its_tags_is_one_problem_and_stops_nothing_else() {
    source.push(source("app"), "v1", digest(1));
    source.hideTags(source("closed"), "status 401");

    Plan plan = planner(allTags("app", "closed")).plan(Progress.NONE, () -> Enough.NEVER);

    assertThat(plan.useless())
        .containsExactly("source.example.com/closed does not tell its tags: status 401");
    assertThat(plan.difference().copies()).hasSize(1);
  }

  @Test
  void a_name_that_the_destination_would_refuse_stops_before_anything_is_listed() {
    source.fail(source("a"), new TransientFailure("listed"));

    assertThatThrownBy(() -> planner(select("a", "a:*")).plan(Progress.NONE, () -> Enough.NEVER))
        .isInstanceOf(PermanentFailure.class);
  }

  @Test
  void a_source_that_does_not_answer_makes_no_plan() {
    source.fail(source("app"), new TransientFailure("503"));

    assertThatThrownBy(
            () -> planner(select("app", "app:v*")).plan(Progress.NONE, () -> Enough.NEVER))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void a_plan_in_parts_is_the_plan_in_one() {
    for (String name : List.of("app-a", "app-b", "app-c")) {
      source.push(source(name), "v1", digest(1));
      source.push(source(name), "v2", digest(2));
    }
    Planner planner =
        planner(
            several(
                Set.of("*"),
                selected("app-c", "*"),
                selected("app-a", "*"),
                selected("app-b", "*")));
    List<Copy> copies = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    Progress progress = Progress.NONE;
    Plan part;
    do {
      part = planner.plan(progress, () -> images -> true);
      progress = progress.and(part);
      copies.addAll(part.difference().copies());
      part.batches().first().forEach(batch -> numbers.add(batch.number()));
    } while (part.upTo().isPresent());

    assertThat(copies)
        .containsExactlyElementsOf(
            planner.plan(Progress.NONE, () -> Enough.NEVER).difference().copies());
    assertThat(numbers).containsExactly(1, 2, 3);
    assertThat(progress.toCopy()).isEqualTo(6);
  }

  @Test
  void the_time_of_a_part_begins_with_the_comparison() {
    PassingTime time = new PassingTime(Instant.EPOCH);
    source.push(source("app-a"), "v1", digest(1));
    source.push(source("app-b"), "v1", digest(1));
    Selection slow =
        new Selection() {
          @Override
          public List<Selected> among(Supplier<List<Repository>> repositories) {
            time.pass(Duration.ofMinutes(6));
            return List.of(selected("app-a", "*"), selected("app-b", "*"));
          }

          @Override
          public Entries entries() {
            return Entries.NONE;
          }
        };

    Plan plan =
        planner(slow).plan(Progress.NONE, () -> Enough.of(100, Duration.ofMinutes(5), time));

    assertThat(plan.difference().copies()).hasSize(2);
    assertThat(plan.upTo()).isEmpty();
  }
}
