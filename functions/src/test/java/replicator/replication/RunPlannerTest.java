package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import replicator.image.Repository;
import replicator.list.AllImages;
import replicator.list.ImageList;
import replicator.names.Names;
import replicator.plan.Batches;
import replicator.plan.DestinationNames;
import replicator.plan.Differences;
import replicator.plan.Originals;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.run.InvalidInput;
import replicator.run.RunInput;
import replicator.selection.Selection;
import replicator.settings.Account;
import replicator.settings.AwsRegion;
import replicator.settings.EcrAccess;
import replicator.settings.EcrLocation;
import replicator.settings.SourceSettings;

class RunPlannerTest {
  private static final EcrLocation PLACE =
      new EcrLocation(new Account("123456789012"), new AwsRegion("us-west-2"));
  private static final Names NAMES = Names.of(new SourceSettings.Ecr(PLACE, new EcrAccess.Own()));
  private static final Selection LIST =
      ImageList.parse("srcImageList", "team/app:v*,team/web:1,lib*/x:1,!lib-old/*", NAMES);

  private final List<String> planned = new ArrayList<>();
  private final List<Boolean> parts = new ArrayList<>();

  @Test
  void a_run_of_everything_takes_the_whole_selection() {
    planner(new AllImages(NAMES)).plan(RunInput.of(Map.of()), Progress.NONE);

    assertThat(parts).containsExactly(true);
    assertThat(planned).containsExactly("team/app", "team/web", "lib-older/x", "other");
  }

  @Test
  void a_run_of_some_repositories_takes_what_the_list_selects_of_them() {
    RunInput input = RunInput.of(Map.of("repository", "team/app")).and(Set.of("other", "lib1/x"));

    planner(LIST).plan(input, Progress.NONE);

    assertThat(planned).containsExactly("lib1/x", "team/app");
    // Others may be asked for meanwhile, and would not lie behind the end of a part.
    assertThat(parts).containsExactly(false);
  }

  @Test
  void what_the_list_does_not_select_is_no_concern_of_the_stack() {
    assertThat(concerned(LIST, "team/app")).isTrue();
    assertThat(concerned(LIST, "lib1/x")).isTrue();
    assertThat(concerned(LIST, "lib-old/x")).isFalse();
    assertThat(concerned(LIST, "other")).isFalse();
    assertThat(concerned(new AllImages(NAMES), "other")).isTrue();
  }

  @Test
  void copies_of_the_stack_are_none_of_its_source_unless_somebody_lists_them_by_name() {
    RunInput all = RunInput.of(Map.of("images", "*/*:v1"));
    RunInput byName = RunInput.of(Map.of("images", "lib-old/x:v1"));

    assertThat(concerned(new AllImages(NAMES), "lib-old/x")).isFalse();
    planner(LIST).plan(all, Progress.NONE);
    assertThat(planned).containsExactly("lib-older/x", "team/app", "team/web");
    planned.clear();
    planner(LIST).plan(byName, Progress.NONE);
    assertThat(planned).containsExactly("lib-old/x");
  }

  @Test
  void names_that_cannot_be_are_refused_before_anything_is_read() {
    RunPlanner planner =
        new RunPlanner(
            NAMES,
            () -> {
              throw new AssertionError("read");
            },
            originals -> originals,
            (selection, again, earlier, inParts) -> {
              throw new AssertionError("planned");
            });

    assertThatThrownBy(() -> planner.check(RunInput.of(Map.of("repository", "Team/App"))))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "repository is \"Team/App\": expected a repository name: lower-case letters and digits,"
                + " with \".\", \"_\", \"-\" between them and \"/\" between parts");
    assertThatThrownBy(() -> planner.check(RunInput.of(Map.of("images", "app::"))))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("images");
  }

  private boolean concerned(Selection selection, String repository) {
    return planner(selection).concerns(RunInput.of(Map.of("repository", repository)));
  }

  private RunPlanner planner(Selection selection) {
    return new RunPlanner(
        NAMES,
        () -> selection,
        wanted -> new Originals(wanted, new DestinationNames("lib-old")),
        (wanted, again, earlier, inParts) -> {
          parts.add(inParts);
          wanted
              .among(RunPlannerTest::repositories)
              .forEach(one -> planned.add(one.source().name().value()));
          return new Plan(
              Differences.of(List.of(), 0, List.of(), Set.of()),
              new Batches(List.of(), List.of()),
              List.of(),
              Set.of(),
              Optional.empty());
        });
  }

  private static List<Repository> repositories() {
    return List.of("team/app", "team/web", "lib-old/x", "lib-older/x", "other").stream()
        .map(name -> Repository.parse(PLACE.host() + "/" + name))
        .toList();
  }
}
