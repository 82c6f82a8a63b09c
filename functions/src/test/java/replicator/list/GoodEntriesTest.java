package replicator.list;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import replicator.names.Sources;
import replicator.selection.Selected;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;

/** The table of what may be typed, and what it means: good-entries.csv. */
class GoodEntriesTest {
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "good-entries.csv", delimiter = ';', quoteCharacter = '\'')
  void entry_isUnderstood(String name, String kind, String text, String meaning) {
    ImageList list = ImageList.parse("srcImageList", text, Sources.names(kind));

    assertThat(meaning(list, kind)).isEqualTo(meaning);
  }

  private static String meaning(ImageList list, String kind) {
    return list.among(() -> Sources.repositories(kind)).stream()
        .map(GoodEntriesTest::meaning)
        .collect(joining(", "))
        .replace(Sources.ECR.value(), "ECR");
  }

  private static String meaning(Selected selected) {
    TagChoice choice = selected.choice();
    Stream<String> tags = choice.tags().stream().sorted().map(Object::toString);
    Stream<String> digests = choice.digests().stream().map(Object::toString).sorted();
    Stream<String> rules = choice.rules().stream().map(TagRule::entry).sorted();
    return Stream.of(tags, digests, rules)
        .flatMap(images -> images)
        .collect(joining(" ", "%s from %s: ".formatted(selected.path(), selected.source()), ""));
  }
}
