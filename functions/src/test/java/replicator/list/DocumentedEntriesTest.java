package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.failure.InvalidParameter;
import replicator.names.Names;
import replicator.names.Sources;
import replicator.plan.DestinationNames;
import replicator.selection.Selected;

/** What docs/selection.md promises. */
class DocumentedEntriesTest {
  private static final Path PAGE = Path.of("..", "docs", "selection.md");

  @ParameterizedTest
  @MethodSource
  void entry_isUnderstood(String entry) {
    String text = entry.startsWith("!") ? "app\n" + entry : entry;

    assertThat(Stream.of("ecr", "public")).anyMatch(kind -> isUnderstood(text, kind));
  }

  private static boolean isUnderstood(String text, String kind) {
    try {
      ImageList.parse("srcImageList", text, Sources.names(kind));
      return true;
    } catch (InvalidParameter e) {
      return false;
    }
  }

  static List<String> entry_isUnderstood() throws IOException {
    return rows("## Entries").map(cells -> cells.get(0).replace("\\|", "|")).toList();
  }

  @ParameterizedTest
  @MethodSource
  void copy_isNamed(List<String> cells) {
    Names names = names(cells.get(0));
    List<Selected> selected = ImageList.parse("srcImageList", cells.get(1), names).among(List::of);

    assertThat(new DestinationNames("").wanted(selected).getFirst().destination())
        .hasToString(cells.get(2));
    assertThat(new DestinationNames("mirror").wanted(selected).getFirst().destination())
        .hasToString(cells.get(3));
  }

  static List<List<String>> copy_isNamed() throws IOException {
    return rows("## What copies are called").toList();
  }

  private static Names names(String source) {
    return Sources.names(
        switch (source) {
          case "Amazon_ECR" -> "ecr";
          case "Public" -> "public";
          case "Private, srcRegistry=registry.example.com:5000" -> "private";
          case "Private, srcRegistry=registry.example.com:5000/team" -> "below";
          default -> source;
        });
  }

  /** The cells of the first table after a heading, without its own heading. */
  private static Stream<List<String>> rows(String heading) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.equals(heading))
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(
            line ->
                Arrays.stream(line.split("(?<!\\\\)\\|", -1))
                    .skip(1)
                    .map(DocumentedEntriesTest::code)
                    .toList());
  }

  private static String code(String cell) {
    return cell.strip().replace("`", "");
  }
}
