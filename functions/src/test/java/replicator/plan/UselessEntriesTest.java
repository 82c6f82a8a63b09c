package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replicator.image.RepositoryName;
import replicator.list.AllImages;
import replicator.names.Sources;
import replicator.selection.Entries;
import replicator.selection.Narrowed;
import replicator.selection.Selection;

/** Which entries of a list a plan tells of, and when. */
class UselessEntriesTest extends PlannedSource {
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
  void all_images_of_a_source_that_has_none_are_a_problem() {
    source.create(source("app"));
    Selection all = new Originals(new AllImages(Sources.SAMPLE), new DestinationNames(""));

    assertThat(planner(all).plan(Progress.NONE, () -> Enough.NEVER).useless())
        .containsExactly("srcList ALL finds no image: check srcRegistry and srcCredential");
  }

  @Test
  void all_images_of_a_source_that_tells_no_tags_are_one_problem() {
    source.push(source("app"), "v1", digest(1));
    source.hideTags(source("hidden"), "status 403");

    assertThat(
            planner(new AllImages(Sources.SAMPLE))
                .plan(Progress.NONE, () -> Enough.NEVER)
                .useless())
        .containsExactly("source.example.com/hidden does not tell its tags: status 403");
  }

  @Test
  void all_images_of_a_source_are_no_problem_if_one_part_has_one() {
    source.create(source("app-a"));
    source.push(source("app-b"), "v1", digest(1));
    source.push(source("app-c"), "v1", digest(1));
    source.create(source("app-d"));
    Planner planner = planner(new AllImages(Sources.SAMPLE));

    Progress progress = Progress.NONE;
    Plan part;
    do {
      part = planner.plan(progress, () -> images -> true);
      progress = progress.and(part);
    } while (part.upTo().isPresent());

    assertThat(progress.told()).isEmpty();
  }

  @Test
  void all_images_of_pushed_repositories_need_not_be_any() {
    source.create(source("app"));
    Selection pushed = new Narrowed(new AllImages(Sources.SAMPLE), Set.of(source("app")));

    assertThat(planner(pushed).plan(Progress.NONE, () -> Enough.NEVER).problems()).isEmpty();
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

  private static String useless(String entry) {
    return "the entry \"%s\" of the list matches no image of the source".formatted(entry);
  }
}
