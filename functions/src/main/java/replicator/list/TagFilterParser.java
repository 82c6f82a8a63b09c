package replicator.list;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.image.InvalidReference;
import replicator.image.Tag;

/** Reads what stands after the colon of an entry. */
final class TagFilterParser {
  private static final Pattern CALL = Pattern.compile("([a-zA-Z]+)\\((.*)\\)");
  private static final Pattern EXPRESSION = Pattern.compile("/(?:\\\\.|[^/\\\\])*+/");
  private static final Pattern NEWEST = Pattern.compile("\\s*([0-9]{1,5})\\s*,(.*)");

  private TagFilterParser() {}

  static TagFilter parse(String text) {
    Matcher call = CALL.matcher(text);
    if (!text.startsWith("/") && call.matches()) {
      return switch (call.group(1)) {
        case "newest" -> new NewestTags(count(text, call), pattern(text, call));
        case "pushed" -> new LastPushedTags(count(text, call), pattern(text, call));
        default -> parsePattern(text);
      };
    }
    return parsePattern(text);
  }

  private static int count(String text, Matcher call) {
    int count = Integer.parseInt(arguments(text, call).group(1));
    if (count == 0) {
      throw invalid(text, "1 tag or more");
    }
    return count;
  }

  private static TagPattern pattern(String text, Matcher call) {
    TagPattern pattern = parsePattern(arguments(text, call).group(2).strip());
    if (pattern instanceof OneTag) {
      throw invalid(text, "a pattern that several tags match, such as v*");
    }
    return pattern;
  }

  private static Matcher arguments(String text, Matcher call) {
    Matcher arguments = NEWEST.matcher(call.group(2));
    if (!arguments.matches()) {
      throw invalid(
          text, "how many, a comma and a pattern, such as %s(3, v*)".formatted(call.group(1)));
    }
    return arguments;
  }

  static TagPattern parsePattern(String text) {
    if (text.startsWith("/")) {
      if (!EXPRESSION.matcher(text).matches()) {
        throw new InvalidReference(
            "regular expression",
            text,
            "one that ends with \"/\" and has \"\\/\" for a slash within");
      }
      return TagExpression.parse(text.substring(1, text.length() - 1));
    }
    if (text.indexOf('(') >= 0) {
      Matcher call = CALL.matcher(text);
      if (!call.matches() || !call.group(1).equals("semver")) {
        throw invalid(
            text, "semver(...), newest(N, ...) or pushed(N, ...), with all parentheses closed");
      }
      return VersionRangeParser.parse(call.group(2));
    }
    if (text.equals(AnyTag.TEXT)) {
      return new AnyTag();
    }
    return TagGlob.looksLike(text) ? TagGlob.parse(text) : new OneTag(new Tag(text));
  }

  private static InvalidReference invalid(String text, String expected) {
    return new InvalidReference("choice of tags", text, expected);
  }
}
