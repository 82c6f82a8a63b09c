package replicator.list;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import replicator.image.InvalidReference;
import replicator.image.Tag;

/**
 * Tags in which this regular expression is found, {@code /^v\d+$/}; without {@code ^} and {@code $}
 * it may be found anywhere.
 *
 * <p>The syntax is <a href="https://github.com/google/re2/wiki/Syntax">RE2</a>'s, with which no tag
 * takes long to match.
 */
record TagExpression(Pattern pattern) implements TagPattern {
  private static final int MAX_LENGTH = 256;

  /** More than the 128 characters of a tag can need, and still compiled quickly. */
  private static final int MAX_STEPS = 2_000;

  /**
   * @param regex without the slashes around it
   */
  static TagExpression parse(String regex) {
    if (regex.isEmpty() || regex.length() > MAX_LENGTH || regex.contains("\\Q")) {
      throw invalid(regex, "1 to %d characters without \\Q".formatted(MAX_LENGTH));
    }
    if (ExpressionSize.of(regex) > MAX_STEPS) {
      throw invalid(regex, "fewer or smaller repetitions, since a tag has at most 128 characters");
    }
    try {
      return new TagExpression(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw invalid(regex, "the syntax of RE2 (here: %s)".formatted(e.getDescription()));
    }
  }

  private static InvalidReference invalid(String regex, String expected) {
    return new InvalidReference("regular expression", regex, expected);
  }

  @Override
  public boolean matches(Tag tag) {
    return pattern.matcher(tag.value()).find();
  }

  @Override
  public boolean meansSuffixes() {
    return true;
  }

  @Override
  public String text() {
    return "/" + pattern + "/";
  }
}
