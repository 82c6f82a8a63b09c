package replicator.list;

import com.google.re2j.Pattern;
import replicator.image.InvalidReference;
import replicator.image.Tag;

/**
 * Tags that match this as a whole: {@code *} stands for any characters or none, {@code ?} for one.
 */
record TagGlob(String text, Pattern pattern) implements TagPattern {
  private static final java.util.regex.Pattern GRAMMAR =
      java.util.regex.Pattern.compile("[a-zA-Z0-9._*?-]{1,128}");

  static boolean looksLike(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  static TagGlob parse(String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new InvalidReference(
          "tag pattern",
          text,
          "at most 128 letters, digits, \"_\", \".\" and \"-\", with \"*\" and \"?\" among them");
    }
    String regex = text.replace(".", "\\.").replace("*", ".*").replace('?', '.');
    return new TagGlob(text, Pattern.compile(regex));
  }

  @Override
  public boolean matches(Tag tag) {
    return pattern.matches(tag.value());
  }

  @Override
  public boolean meansSuffixes() {
    return text.indexOf('-') >= 0;
  }
}
