package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.failure.InvalidParameter;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.names.Sources;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;

class ImageListTest {
  @Test
  void exclusions_applyToTagsAndRulesWhereverTheyStand() {
    TagChoice choice = only("!app:*-rc*, app:1, app:2-rc1, app:v*, !app:v3");

    assertThat(choice.tags()).containsExactly(new Tag("1"));
    assertThat(choice.rules().getFirst().pick(Tags.candidates("v1 v2-rc1 v3 x")))
        .isEqualTo(Tags.of("v1"));
  }

  @Test
  void newest_areTheNewestOfWhatIsNotExcluded() {
    TagChoice choice = only("app:newest(2, v*), !app:v4*");

    assertThat(choice.rules().getFirst().pick(Tags.candidates("v1 v2 v3 v4 v4.1")))
        .isEqualTo(Tags.of("v3 v2"));
  }

  @Test
  void repository_thatIsExcludedAsAWhole_isNotAsked() {
    assertThat(list("app:1, app:v*, team/app:1, !app").among(List::of))
        .extracting(Selected::path)
        .containsExactly("team/app");
  }

  @Test
  void repositories_areListedOnlyForPatterns() {
    List<String> asked = new ArrayList<>();
    list("app:1, team/app:v*, !other/*")
        .among(
            () -> {
              asked.add("listed");
              return List.of();
            });

    assertThat(asked).isEmpty();
  }

  @Test
  void repositories_comeOnceAndInOrder() {
    assertThat(list("team/web:1, app:2, team/*:v*, **:1, app:1").among(ImageListTest::ecr))
        .extracting(Selected::path)
        .containsExactly("app", "other/app", "team/app", "team/tools/lint", "team/web");
  }

  @Test
  void otherRegistries_areNotListedFrom() {
    ImageList below = ImageList.parse("srcImageList", "**:1", Sources.names("below"));

    assertThat(below.among(() -> Sources.repositories("private")))
        .extracting(Selected::path)
        .containsExactly("app", "tools/lint", "web");
  }

  @Test
  void ruleThatMayMatchNothing_isAmongTheEntriesToReport() {
    assertThat(list("app:1, app:v*, team/*, app:pushed( 3,v* )").entries())
        .isEqualTo(new Entries(Set.of("app:v*", "app:pushed(3, v*)"), Set.of("team/*:latest")));
  }

  @Test
  void nameThatTheListItselfExcludes_isAmongTheEntriesToReport() {
    assertThat(list("app:1, app:2, web, team/app:v*, !app:2, !w*, !team/*").entries().ofOne())
        .containsExactlyInAnyOrder("app:2", "web:latest", "team/app:v*");
  }

  @Test
  void digest_isExcludedWithItsWholeRepositoryOnly() {
    String digest = "@sha256:" + "0".repeat(64);

    assertThat(only("app%s, !app:digest-*".formatted(digest)).digests()).hasSize(1);
    assertThat(list("app%s, web:1, !app".formatted(digest)).among(List::of)).hasSize(1);
    assertThat(list("app%s, web:1, !app".formatted(digest)).entries().ofOne())
        .containsExactly("app" + digest);
  }

  @Test
  void entryOfARule_isTheOneToReport() {
    ImageList list = list("app:v*, team/*:newest(1, *)");
    Entries entries = list.entries();

    assertThat(list.among(ImageListTest::ecr))
        .flatExtracting(selected -> selected.choice().rules())
        .extracting(TagRule::entry)
        .allMatch(entry -> entries.ofOne().contains(entry) || entries.ofSeveral().contains(entry));
  }

  @Test
  void allMalformedEntries_areTold() {
    assertThatThrownBy(() -> list("# list\napp:1,app:\nweb\r\nA b,\u0007"))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageList, line 2, is \"app:\": expected a list entry: a tag after \":\"; line 4 is"
                + " \"A b\": expected a list entry: a comma or a line break between entries; line 4"
                + " is \"\\u0007\": expected a list entry: plain letters, digits and signs, not"
                + " U+0007");
  }

  @Test
  void manyMalformedEntries_areTenAndANumber() {
    assertThatThrownBy(() -> list("x:,".repeat(5_000)))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageEndingWith("; and 4990 more")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
  }

  @Test
  void listOfNothing_isRefused() {
    for (String nothing : List.of("", " \n,", "# app", "!app", "!**")) {
      assertThatThrownBy(() -> list(nothing))
          .isInstanceOf(InvalidParameter.class)
          .hasMessageContaining("expected at least one image");
    }
  }

  @Test
  void listThatIsTooLong_isRefused() {
    assertThatThrownBy(() -> list("a".repeat(8_000_001)))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining("at most 8000000 characters")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    assertThatThrownBy(() -> list("a,".repeat(100_001)))
        .hasMessageContaining("at most 100000 entries");
    assertThatThrownBy(() -> list(numbered(501, "a%d*:1")))
        .hasMessageContaining("at most 500 patterns of repositories");
  }

  @Test
  @Timeout(60)
  void manyImages_areReadWithoutDelay() {
    ImageList list = list(numbered(30_000, "app%d:1") + "," + numbered(20, "!b%d*"));

    assertThat(list.among(List::of)).hasSize(30_000);
    assertThat(list.entries()).isEqualTo(Entries.NONE);
  }

  private static String numbered(int count, String entry) {
    return IntStream.range(0, count).mapToObj(entry::formatted).collect(Collectors.joining(","));
  }

  private static ImageList list(String text) {
    return ImageList.parse("srcImageList", text, Sources.names("ecr"));
  }

  private static TagChoice only(String text) {
    List<Selected> selected = list(text).among(List::of);
    assertThat(selected).hasSize(1);
    return selected.getFirst().choice();
  }

  private static List<Repository> ecr() {
    return Sources.repositories("ecr");
  }
}
