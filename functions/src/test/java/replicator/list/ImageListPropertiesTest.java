package replicator.list;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import replicator.Accepted;
import replicator.failure.InvalidParameter;
import replicator.image.Repository;
import replicator.names.Sources;
import replicator.selection.Selected;

/** Whatever is typed. */
class ImageListPropertiesTest {
  private static final String SIGNS =
      "aZ09.,:;/@!*?()[]{}|^$+\\#<>=~ \t\r\n-_'\"\u0000\u00e9\ufeff";

  @Property
  void entry_isReadAsItPrints(@ForAll("entries") String text) {
    Entry entry = EntryParser.parse(ListText.items(text).getFirst().text());
    Entry again = EntryParser.parse(ListText.items(entry.toString()).getFirst().text());

    assertThat(again).isEqualTo(entry).hasToString(entry.toString());
  }

  @Property
  void list_isReadAsItPrints(@ForAll("lists") String text) {
    for (String kind : List.of("public", "ecr", "private", "below")) {
      Optional<ImageList> read = read(text, kind);
      Accepted.sometimes(kind, read.isPresent());
      read.ifPresent(
          list -> {
            ImageList again = read(printed(text), kind).orElseThrow();
            assertThat(again.entries()).isEqualTo(list.entries());
            assertThat(selected(again)).isEqualTo(selected(list));
          });
    }
  }

  private static String printed(String list) {
    return ListText.items(list).stream()
        .map(item -> EntryParser.parse(item.text()).toString())
        .collect(joining("\n"));
  }

  @Property
  void list_ofEntriesThatArePublicImages_isRead(@ForAll("includedLists") String text) {
    assertThat(read(text, "public")).isPresent();
  }

  @Property(tries = 3_000)
  void anyText_isReadOrRefusedWithAMessage(@ForAll("texts") String text) {
    Optional<ImageList> read = read(text, "public");
    Accepted.sometimes(read.isPresent());
    read.ifPresent(list -> list.among(List::of));
    read(text, "ecr").ifPresent(list -> list.among(() -> Sources.repositories("ecr")));
    read(text, "below").ifPresent(list -> list.among(() -> Sources.repositories("below")));
  }

  /** Nothing but the documented exception, with a message that can be shown. */
  private static Optional<ImageList> read(String text, String kind) {
    try {
      return Optional.of(ImageList.parse("srcImageList", text, Sources.names(kind)));
    } catch (InvalidParameter e) {
      assertThat(e.getMessage())
          .startsWith("srcImageList")
          .matches("[ -~]*")
          .hasSizeLessThan(5_000);
      return Optional.empty();
    }
  }

  private static List<Selected> selected(ImageList list) {
    return list.among(
        () -> List.of(Repository.parse(Sources.ECR + "/app"), Repository.parse("a.b/team/x")));
  }

  @Provide
  Arbitrary<String> entries() {
    return TypedEntries.entries();
  }

  @Provide
  Arbitrary<String> lists() {
    return TypedEntries.entries().list().ofMaxSize(6).map(list -> String.join(" ,\n", list));
  }

  @Provide
  Arbitrary<String> includedLists() {
    return lists().map(list -> "ubuntu\n" + list);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.strings().withChars(SIGNS).ofMaxLength(40),
        Arbitraries.strings().withChars(SIGNS).ofMaxLength(30).map("app:"::concat),
        Arbitraries.strings()
            .withChars("()[]{}0123456789,|*+?^$\\ab")
            .ofMaxLength(30)
            .map("app:/%s/"::formatted),
        Arbitraries.strings()
            .withChars("<>=^~ |.xX*-v0123456789")
            .ofMaxLength(20)
            .map("app:semver(%s)"::formatted),
        Arbitraries.strings().withChars("at*?/:.-").ofMaxLength(12).map("!"::concat),
        Arbitraries.strings().withChars("at*?/:.-").ofMaxLength(12));
  }
}
