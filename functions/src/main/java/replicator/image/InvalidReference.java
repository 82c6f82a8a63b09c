package replicator.image;

import replicator.text.Excerpt;

/** A text that is not the name it should be. */
public final class InvalidReference extends IllegalArgumentException {
  private final String expected;

  /**
   * @param what it should be, to follow the word "a"
   * @param text as it was given
   * @param expected what would be right, to follow the word "expected"
   */
  public InvalidReference(String what, String text, String expected) {
    super("\"%s\" is not a %s: expected %s".formatted(Excerpt.of(text), what, expected));
    this.expected = "a %s: %s".formatted(what, expected);
  }

  /** What would be right, for a message that shows more than this text. */
  public String expected() {
    return expected;
  }
}
