package replicator.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import replicator.Accepted;

class NamesOfImagesTest {
  @Property
  void tag_isReadAsItPrintsOrRefused(@ForAll("texts") String text) {
    isReadAsItPrintsOrRefused(text, Tag::new);
  }

  @Property
  void tag_isParsed_whereItCanBeOne(@ForAll("texts") String text) {
    isParsed(Tag.parse(text), canBe(text, Tag::new));
  }

  @Property
  void repositoryName_isParsed_whereItCanBeOne(@ForAll("texts") String text) {
    isParsed(RepositoryName.parse(text), canBe(text, RepositoryName::new));
  }

  private static void isParsed(Optional<?> parsed, boolean canBe) {
    Accepted.sometimes(canBe);
    assertThat(parsed.isPresent()).isEqualTo(canBe);
  }

  private static boolean canBe(String text, Consumer<String> made) {
    try {
      made.accept(text);
      return true;
    } catch (InvalidReference e) {
      return false;
    }
  }

  @Property
  void digest_isReadAsItPrintsOrRefused(@ForAll("texts") String text) {
    isReadAsItPrintsOrRefused(text, Digest::new);
  }

  @Property
  void registryHost_isReadAsItPrintsOrRefused(@ForAll("texts") String text) {
    isReadAsItPrintsOrRefused(text, RegistryHost::new);
  }

  @Property
  void repositoryName_isReadAsItPrintsOrRefused(@ForAll("texts") String text) {
    isReadAsItPrintsOrRefused(text, RepositoryName::new);
  }

  @Property
  void repository_isReadAsItPrintsOrRefused(@ForAll("texts") String text) {
    isReadAsItPrintsOrRefused(text, Repository::parse);
  }

  @Example
  void length_isLimited() {
    assertThat(new Tag("a".repeat(128))).hasToString("a".repeat(128));
    assertThatThrownBy(() -> new Tag("a".repeat(129))).isInstanceOf(InvalidReference.class);
    assertThat(new RepositoryName("a".repeat(255))).hasToString("a".repeat(255));
    assertThatThrownBy(() -> new RepositoryName("a/".repeat(128) + "a"))
        .isInstanceOf(InvalidReference.class);
    assertThatThrownBy(() -> new RepositoryName("a-".repeat(1_000_000)))
        .isInstanceOf(InvalidReference.class);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.strings().withChars("aB0._-:/@").ofMaxLength(20),
        Arbitraries.strings().withChars("a0").numeric().alpha().ofMaxLength(5),
        Arbitraries.strings().withChars("0a").ofLength(64).map(hex -> "sha256:" + hex),
        Arbitraries.strings().withChars("a0-").ofMaxLength(5).map(name -> "quay.io:443/" + name));
  }

  private static void isReadAsItPrintsOrRefused(String text, Function<String, Object> parse) {
    Optional<Object> read = read(text, parse);
    Accepted.sometimes(read.isPresent());
    read.ifPresent(one -> assertThat(one).hasToString(text).isEqualTo(parse.apply(one.toString())));
  }

  private static Optional<Object> read(String text, Function<String, Object> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (InvalidReference e) {
      assertThat(e.getMessage()).matches("[ -~]*").contains("expected");
      return Optional.empty();
    }
  }
}
