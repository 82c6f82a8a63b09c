package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import replicator.list.ListText.Item;

class ListTextTest {
  @Test
  void entries_endAtCommasAndLines() {
    assertThat(ListText.items("a,b\nc\r\nd\re"))
        .containsExactly(
            new Item(1, "a"),
            new Item(1, "b"),
            new Item(2, "c"),
            new Item(3, "d"),
            new Item(4, "e"));
  }

  @Test
  void lineBreakWrittenAsTwoCharacters_endsAnEntryOutsideAnExpression() {
    assertThat(texts("a:1,\\nb:1")).containsExactly("a:1", "b:1");
    assertThat(texts("a:1\\n,b:1")).containsExactly("a:1", "b:1");
    assertThat(texts("a:1\\nb:1,c:/x/\\n")).containsExactly("a:1", "b:1", "c:/x/");
    assertThat(texts("a:/^v\\n/,b:newest(3, /\\n/)"))
        .containsExactly("a:/^v\\n/", "b:newest(3, /\\n/)");
  }

  @Test
  void blanksEmptyEntriesAndComments_areLeftOut() {
    assertThat(ListText.items("\ufeff# all, of these\n\n , a : 1\t,, # more\n\u00a0b #c\n#"))
        .containsExactly(new Item(3, "a:1"), new Item(4, "b"));
  }

  @Test
  void separators_withinAnEntryStay() {
    assertThat(texts("a:/x,#y z/, b:semver(>=1  <2), c:newest(3, /)/), d:/\\/,/,e"))
        .containsExactly("a:/x,#y z/", "b:semver(>=1 <2)", "c:newest(3, /)/)", "d:/\\/,/", "e");
  }

  @Test
  void whatIsNotClosed_endsWithItsLine() {
    assertThat(texts("a:/x,b\nc,d:semver(1,e\nf,g"))
        .containsExactly("a:/x,b", "c", "d:semver(1,e", "f", "g");
  }

  @Test
  void blankBetweenNames_isKeptToBeRefused() {
    assertThat(texts("a b:1 , c :2, d\t e")).containsExactly("a b:1", "c:2", "d e");
  }

  @Test
  void slashOfAPath_startsNoExpression() {
    assertThat(texts("localhost:5000/a,b/c:1,d")).containsExactly("localhost:5000/a", "b/c:1", "d");
  }

  private static List<String> texts(String list) {
    return ListText.items(list).stream().map(Item::text).toList();
  }
}
