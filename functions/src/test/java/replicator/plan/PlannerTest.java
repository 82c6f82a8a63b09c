package replicator.plan;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.plan.SampleCopies.HOST;
import static replicator.plan.SampleCopies.copy;
import static replicator.plan.SampleCopies.digest;
import static replicator.plan.SampleCopies.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import replicator.destination.InMemoryDestinationRegistry;
import replicator.failure.InvalidParameter;
import replicator.failure.TransientFailure;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.selection.EveryTag;
import replicator.selection.Selected;
import replicator.selection.Selection;
import replicator.selection.TagChoice;
import replicator.source.InMemorySourceRegistry;

class PlannerTest {
  private static final CopySize ONE_EACH =
      new CopySize() {
        @Override
        public int ofRepository(Copy copy) {
          return 0;
        }

        @Override
        public int ofCopy(Copy copy) {
          return 1;
        }
      };

  private final InMemorySourceRegistry source = new InMemorySourceRegistry();
  private final InMemoryDestinationRegistry destination = new InMemoryDestinationRegistry(HOST);

  @Test
  void what_is_missing_is_planned_in_batches() {
    source.push(source("app"), "v1", digest(1));

    Plan plan =
        planner(select("app", "app:ALL_TAGS"), PlannerTest::sameName)
            .plan(Progress.NONE, Enough.NEVER);

    assertThat(plan.difference().copies()).containsExactly(copy("app", "v1", 1));
    assertThat(plan.batches().first()).containsExactly(new Batch(1, List.of(copy("app", "v1", 1))));
    assertThat(plan.useless()).isEmpty();
  }

  @Test
  void an_entry_that_matches_nothing_is_a_problem_and_stops_nothing_else() {
    source.push(source("app"), "v1", digest(1));
    source.create(source("empty"));

    Plan plan =
        planner(allTags("app", "empty"), PlannerTest::sameName).plan(Progress.NONE, Enough.NEVER);

    assertThat(plan.useless())
        .containsExactly("the entry \"empty:ALL_TAGS\" of the list matches no image of the source");
    assertThat(plan.difference().copies()).hasSize(1);
  }

  @Test
  void a_repository_that_does_not_tell_its_tags_is_one_problem_and_stops_nothing_else() {
    source.push(source("app"), "v1", digest(1));
    source.hideTags(source("closed"), "status 401");

    Plan plan =
        planner(allTags("app", "closed"), PlannerTest::sameName).plan(Progress.NONE, Enough.NEVER);

    assertThat(plan.useless())
        .containsExactly("source.example.com/closed does not tell its tags: status 401");
    assertThat(plan.difference().copies()).hasSize(1);
  }

  @Test
  void an_entry_whose_repository_the_source_lacks_is_a_problem() {
    Plan plan =
        planner(select("gone", "gone:v*"), PlannerTest::sameName).plan(Progress.NONE, Enough.NEVER);

    assertThat(plan.useless())
        .containsExactly("the entry \"gone:v*\" of the list matches no image of the source");
  }

  @Test
  void an_entry_that_matches_in_one_of_its_repositories_is_no_problem() {
    source.push(source("team/a"), "v1", digest(1));
    source.create(source("team/b"));
    Selection glob =
        new Listed(
            List.of(selected("team/a", "team/*:v*"), selected("team/b", "team/*:v*")),
            Set.of("team/*:v*"));

    assertThat(planner(glob, PlannerTest::sameName).plan(Progress.NONE, Enough.NEVER).useless())
        .isEmpty();
  }

  @Test
  void an_entry_that_matches_no_repository_at_all_is_a_problem() {
    Selection none = new Listed(List.of(), Set.of("team/*:v*", "other/*"));

    assertThat(planner(none, PlannerTest::sameName).plan(Progress.NONE, Enough.NEVER).useless())
        .containsExactly(
            "the entry \"other/*\" of the list matches no image of the source",
            "the entry \"team/*:v*\" of the list matches no image of the source");
  }

  @Test
  void an_entry_whose_images_are_all_up_to_date_is_no_problem() {
    source.push(source("app"), "v1", digest(1));
    destination.push(new RepositoryName("app"), "v1", digest(1));

    Plan plan =
        planner(select("app", "app:ALL_TAGS"), PlannerTest::sameName)
            .plan(Progress.NONE, Enough.NEVER);

    assertThat(plan.useless()).isEmpty();
    assertThat(plan.batches()).isEqualTo(new Batches(List.of(), List.of()));
  }

  @Test
  void a_name_that_the_destination_would_refuse_stops_before_anything_is_listed() {
    InvalidParameter refused = new InvalidParameter("destPrefix", "X", "lower case");
    source.fail(source("app"), new TransientFailure("listed"));

    assertThatThrownBy(
            () ->
                planner(
                        select("app", "app:ALL_TAGS"),
                        selected -> {
                          throw refused;
                        })
                    .plan(Progress.NONE, Enough.NEVER))
        .isSameAs(refused);
  }

  @Test
  void a_source_that_does_not_answer_makes_no_plan() {
    source.fail(source("app"), new TransientFailure("503"));

    assertThatThrownBy(
            () ->
                planner(select("app", "app:v*"), PlannerTest::sameName)
                    .plan(Progress.NONE, Enough.NEVER))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void a_plan_in_parts_is_the_plan_in_one() {
    for (String name : List.of("a", "b", "c")) {
      source.push(source(name), "v1", digest(1));
      source.push(source(name), "v2", digest(2));
    }
    Planner planner =
        planner(
            new Listed(
                List.of(selected("c", "*"), selected("a", "*"), selected("b", "*")), Set.of("*")),
            PlannerTest::sameName);
    List<Copy> copies = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    Progress progress = Progress.NONE;
    Plan part;
    do {
      part = planner.plan(progress, images -> true);
      progress = progress.and(part);
      copies.addAll(part.difference().copies());
      part.batches().first().forEach(batch -> numbers.add(batch.number()));
    } while (part.upTo().isPresent());

    assertThat(copies)
        .containsExactlyElementsOf(planner.plan(Progress.NONE, Enough.NEVER).difference().copies());
    assertThat(numbers).containsExactly(1, 2, 3);
    assertThat(progress.toCopy()).isEqualTo(6);
  }

  @Test
  void an_entry_is_a_problem_only_when_it_matches_in_no_part() {
    source.push(source("a"), "v1", digest(1));
    source.push(source("z"), "v1", digest(1));
    source.create(source("b"));
    Planner planner =
        planner(
            new Listed(
                List.of(selected("a", "a*"), selected("b", "b*"), selected("z", "z*")),
                Set.of("a*", "b*", "z*")),
            PlannerTest::sameName);

    Plan first = planner.plan(Progress.NONE, images -> true);
    Progress progress = Progress.NONE.and(first);
    Plan last = planner.plan(progress, Enough.NEVER);

    assertThat(first.upTo()).isPresent();
    assertThat(first.useless()).isEmpty();
    assertThat(last.useless())
        .containsExactly("the entry \"b*\" of the list matches no image of the source");
    assertThat(progress.and(last).told()).isEqualTo(last.useless());
  }

  private Planner planner(Selection selection, DestinationNaming naming) {
    return new Planner(
        selection,
        source,
        naming,
        new Comparison(source, destination, 2),
        new BatchPacker(10, 100, ONE_EACH));
  }

  private static List<Wanted> sameName(List<Selected> selected) {
    return selected.stream()
        .map(one -> new Wanted(one.source(), one.source().name(), one.choice()))
        .toList();
  }

  private static Selection allTags(String... repositories) {
    List<String> names = List.of(repositories);
    return new Listed(
        names.stream().map(name -> selected(name, name + ":ALL_TAGS")).toList(),
        names.stream().map(name -> name + ":ALL_TAGS").collect(toSet()));
  }

  private static Selection select(String repository, String entry) {
    return new Listed(List.of(selected(repository, entry)), Set.of(entry));
  }

  private static Selected selected(String repository, String entry) {
    return new Selected(source(repository), repository, TagChoice.of(new EveryTag(entry)));
  }

  private record Listed(List<Selected> selected, Set<String> entries) implements Selection {
    @Override
    public List<Selected> among(Supplier<List<Repository>> repositories) {
      return selected;
    }
  }
}
