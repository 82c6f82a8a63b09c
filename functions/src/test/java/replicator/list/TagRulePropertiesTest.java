package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import replicator.image.Tag;
import replicator.selection.TagCandidate;

class TagRulePropertiesTest {
  @Property
  void filter_picksTagsThatThereAreAndEachOnce(
      @ForAll("filters") String typed, @ForAll("tags") List<Tag> tags) {
    TagFilter filter = TagFilterParser.parse(typed);
    List<Tag> picked = filter.pick(tags.stream().map(TagCandidate::of).toList());

    assertThat(tags).containsAll(picked);
    assertThat(picked).doesNotHaveDuplicates();
    if (filter instanceof NewestTags newest) {
      assertThat(picked)
          .hasSizeLessThanOrEqualTo(newest.count())
          .allMatch(newest.pattern()::matches);
    }
  }

  @Property
  void order_ofVersionsIsTotal(@ForAll("tags") List<Tag> tags) {
    List<TagVersion> sorted =
        tags.stream().flatMap(tag -> TagVersion.of(tag).stream()).sorted().toList();
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = i; j < sorted.size(); j++) {
        assertThat(sorted.get(i)).isLessThanOrEqualTo(sorted.get(j));
        assertThat(sorted.get(j)).isGreaterThanOrEqualTo(sorted.get(i));
      }
    }
  }

  @Property
  void glob_isWhatASimpleMatcherTakesItFor(
      @ForAll("globs") String glob, @ForAll("shortTags") String tag) {
    assertThat(TagGlob.parse(glob).matches(new Tag(tag))).isEqualTo(matches(glob, tag));
  }

  private static boolean matches(String glob, String text) {
    if (glob.isEmpty()) {
      return text.isEmpty();
    }
    String rest = glob.substring(1);
    if (glob.startsWith("*")) {
      return matches(rest, text) || (!text.isEmpty() && matches(glob, text.substring(1)));
    }
    return !text.isEmpty()
        && (glob.charAt(0) == '?' || glob.charAt(0) == text.charAt(0))
        && matches(rest, text.substring(1));
  }

  @Provide
  Arbitrary<String> filters() {
    return TypedEntries.filters();
  }

  @Provide
  Arbitrary<List<Tag>> tags() {
    return Arbitraries.strings()
        .withChars("v012.-_ab")
        .ofMinLength(1)
        .ofMaxLength(9)
        .filter(text -> text.matches("[a-z0-9_].*"))
        .map(Tag::new)
        .list()
        .uniqueElements()
        .ofMaxSize(15);
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.strings().withChars("ab.*?").ofMinLength(1).ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> shortTags() {
    return Arbitraries.strings().withChars("ab.").ofMaxLength(6).map("a"::concat);
  }
}
