package replicator.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExcerptTest {
  @Property
  void excerpt_isShortAndPrintable(@ForAll String text) {
    assertThat(Excerpt.of(text)).hasSizeLessThan(130).matches("[ -~]*");
  }
}
