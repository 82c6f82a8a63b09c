package replicator.list;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import replicator.failure.InvalidParameter;
import replicator.names.Sources;

/** The table of what cannot be meant, and what people are told: bad-entries.csv. */
class BadEntriesTest {
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "bad-entries.csv", delimiter = ';', quoteCharacter = '\'')
  void entry_isRefused(String name, String kind, String text, String expected) {
    assertThatThrownBy(() -> ImageList.parse("srcImageList", "app\n" + text, Sources.names(kind)))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcImageList, line 2, is \"")
        .hasMessageContaining("expected " + expected);
  }
}
