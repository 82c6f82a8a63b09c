package replicator.plan;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.plan.SampleCopies.HOST;
import static replicator.plan.SampleCopies.copy;
import static replicator.plan.SampleCopies.digest;
import static replicator.plan.SampleCopies.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import replicator.concurrent.PassingTime;
import replicator.destination.InMemoryDestinationRegistry;
import replicator.failure.InvalidParameter;
import replicator.failure.TransientFailure;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.selection.Entries;
import replicator.selection.EveryTag;
import replicator.selection.Selected;
import replicator.selection.Selection;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
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

    Plan plan = planner(select("app", "app:ALL_TAGS")).plan(Progress.NONE, () -> Enough.NEVER);

    assertThat(plan.difference().copies()).containsExactly(copy("app", "v1", 1));
    assertThat(plan.batches().first()).containsExactly(new Batch(1, List.of(copy("app", "v1", 1))));
    assertThat(plan.useless()).isEmpty();
  }

  @Test
  void an_entry_that_matches_nothing_is_a_problem_and_stops_nothing_else() {
    source.push(source("app"), "v1", digest(1));
    source.create(source("empty"));

    Plan plan = planner(allTags("app", "empty")).plan(Progress.NONE, () -> Enough.NEVER);

    assertThat(plan.useless())
        .containsExactly("the entry \"empty:ALL_TAGS\" of the list matches no image of the source");
    assertThat(plan.difference().copies()).hasSize(1);
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
  void an_entry_whose_repository_the_source_lacks_is_a_problem() {
    Plan plan = planner(select("gone", "gone:v*")).plan(Progress.NONE, () -> Enough.NEVER);

    assertThat(plan.useless())
        .containsExactly("the entry \"gone:v*\" of the list matches no image of the source");
  }

  @Test
  void an_entry_that_matches_in_one_of_its_repositories_is_no_problem() {
    source.push(source("team/a"), "v1", digest(1));
    source.create(source("team/b"));
    Selection glob =
        several(
            Set.of("team/*:v*"), selected("team/a", "team/*:v*"), selected("team/b", "team/*:v*"));

    assertThat(planner(glob).plan(Progress.NONE, () -> Enough.NEVER).useless()).isEmpty();
  }

  @Test
  void an_entry_that_matches_no_repository_at_all_is_a_problem() {
    Selection none = several(Set.of("team/*:v*", "other/*"));

    assertThat(planner(none).plan(Progress.NONE, () -> Enough.NEVER).useless())
        .containsExactly(
            "the entry \"other/*\" of the list matches no image of the source",
            "the entry \"team/*:v*\" of the list matches no image of the source");
  }

  @Test
  void an_entry_whose_images_are_all_up_to_date_is_no_problem() {
    source.push(source("app"), "v1", digest(1));
    destination.push(new RepositoryName("app"), "v1", digest(1));

    Plan plan = planner(select("app", "app:ALL_TAGS")).plan(Progress.NONE, () -> Enough.NEVER);

    assertThat(plan.useless()).isEmpty();
    assertThat(plan.batches()).isEqualTo(new Batches(List.of(), List.of()));
  }

  @Test
  void a_name_that_the_destination_would_refuse_stops_before_anything_is_listed() {
    source.fail(source("a"), new TransientFailure("listed"));

    assertThatThrownBy(() -> planner(select("a", "a:*")).plan(Progress.NONE, () -> Enough.NEVER))
        .isInstanceOf(InvalidParameter.class);
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
  void an_entry_for_several_repositories_is_a_problem_only_when_it_matches_in_no_part() {
    source.push(source("app-a"), "v1", digest(1));
    source.push(source("app-z"), "v1", digest(1));
    source.create(source("app-b"));
    Planner planner =
        planner(
            several(
                Set.of("a*", "b*", "z*"),
                selected("app-a", "a*"),
                selected("app-b", "b*"),
                selected("app-z", "z*")));

    Plan first = planner.plan(Progress.NONE, () -> images -> true);
    Progress progress = Progress.NONE.and(first);
    Plan last = planner.plan(progress, () -> Enough.NEVER);

    assertThat(first.upTo()).isPresent();
    assertThat(first.useless()).isEmpty();
    assertThat(last.useless())
        .containsExactly("the entry \"b*\" of the list matches no image of the source");
    assertThat(progress.and(last).told()).isEqualTo(last.useless());
  }

  @Test
  void an_entry_for_one_repository_is_told_once_in_the_part_that_compares_it_and_not_carried_on() {
    source.push(source("app-a"), "v1", digest(1));
    source.create(source("app-b"));
    source.push(source("app-z"), "v1", digest(1));
    Planner planner =
        planner(
            new Listed(
                List.of(
                    selected("app-a", "app-a:*"),
                    selected("app-b", "app-b:v*", "app-b:w*", "**"),
                    selected("app-gone", "app-gone:*"),
                    selected("app-z", "app-z:*")),
                new Entries(
                    Set.of(
                        "app-a:*", "app-b:v*", "app-b:w*", "app-gone:*", "app-z:*", "excluded:*"),
                    Set.of("**"))));

    List<Plan> parts = new ArrayList<>();
    Progress progress = Progress.NONE;
    do {
      parts.add(planner.plan(progress, () -> images -> true));
      progress = progress.and(parts.getLast());
    } while (parts.getLast().upTo().isPresent());

    assertThat(parts.stream().map(Plan::useless))
        .containsExactly(
            List.of(),
            List.of(useless("app-b:v*"), useless("app-b:w*")),
            List.of(useless("app-gone:*")),
            List.of(useless("**"), useless("excluded:*")));
    assertThat(progress.useless()).isEqualTo(5);
    assertThat(progress.matched()).isEmpty();
  }

  @Test
  void a_list_of_many_entries_for_one_repository_each_tells_each_useless_one_once() {
    List<String> names = IntStream.range(0, 3_000).mapToObj(n -> "app-" + n).toList();
    for (String name : names) {
      source.create(source(name));
      if (name.endsWith("0")) {
        source.push(source(name), "v1", digest(1));
      }
    }
    Planner planner = planner(allTags(names.toArray(String[]::new)));

    List<String> useless = new ArrayList<>();
    Progress progress = Progress.NONE;
    Plan part;
    do {
      part = planner.plan(progress, () -> images -> images >= 50);
      progress = progress.and(part);
      useless.addAll(part.useless());
    } while (part.upTo().isPresent());

    assertThat(useless).hasSize(2_700).doesNotHaveDuplicates();
    assertThat(progress.useless()).isEqualTo(2_700);
    assertThat(progress.matched()).isEmpty();
  }

  @Test
  void a_long_entry_is_told_within_its_sentence() {
    source.create(source("app"));
    String entry = "app:/" + "x".repeat(1_000) + "/";

    Plan plan = planner(select("app", entry)).plan(Progress.NONE, () -> Enough.NEVER);

    assertThat(Progress.NONE.and(plan).problems())
        .singleElement()
        .asString()
        .startsWith("the entry \"app:/xxx")
        .endsWith("...\" of the list matches no image of the source");
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

  private static String useless(String entry) {
    return "the entry \"%s\" of the list matches no image of the source".formatted(entry);
  }

  private Planner planner(Selection selection) {
    return new Planner(
        selection,
        source,
        new DestinationNames(""),
        new Comparison(source, destination, 2),
        new BatchPacker(10, 100, ONE_EACH));
  }

  private static Selection allTags(String... repositories) {
    List<String> names = List.of(repositories);
    return new Listed(
        names.stream().map(name -> selected(name, name + ":ALL_TAGS")).toList(),
        new Entries(names.stream().map(name -> name + ":ALL_TAGS").collect(toSet()), Set.of()));
  }

  private static Selection select(String repository, String entry) {
    return new Listed(List.of(selected(repository, entry)), new Entries(Set.of(entry), Set.of()));
  }

  private static Selection several(Set<String> entries, Selected... selected) {
    return new Listed(List.of(selected), new Entries(Set.of(), entries));
  }

  private static Selected selected(String repository, String... entries) {
    List<TagRule> rules = Stream.of(entries).<TagRule>map(EveryTag::new).toList();
    return new Selected(source(repository), repository, new TagChoice(Set.of(), Set.of(), rules));
  }

  private record Listed(List<Selected> selected, Entries entries) implements Selection {
    @Override
    public List<Selected> among(Supplier<List<Repository>> repositories) {
      return selected;
    }
  }
}
