package replicator.list;

import static replicator.list.VersionBound.Side.ABOVE;
import static replicator.list.VersionBound.Side.AT_LEAST;
import static replicator.list.VersionBound.Side.AT_MOST;
import static replicator.list.VersionBound.Side.BELOW;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import replicator.image.InvalidReference;

/** Reads what stands between the parentheses of {@code semver(>=1.2 <2)}. */
final class VersionRangeParser {
  private static final int FULL = 3;
  private static final String VERSION =
      "[vV]?(?:(?<numbers>[0-9]{1,18}(?:\\.[0-9]{1,18}){0,5})(?:-(?<suffix>%s)|(?:\\.[xX*]){1,2})?|[xX*])"
          .formatted(TagVersion.SUFFIX);
  private static final Pattern HYPHEN = Pattern.compile("(\\S+) - (\\S+)");
  private static final Pattern ONE_VERSION = Pattern.compile(VERSION);
  private static final Pattern COMPARISON =
      Pattern.compile("(?<operator>>=|<=|>|<|=|\\^|~)? ?" + VERSION + "(?: |$|(?=[<>=^~]))");

  private final String range;

  private VersionRangeParser(String range) {
    this.range = range;
  }

  static VersionRange parse(String text) {
    String range = text.strip().replaceAll("\\s+", " ");
    return new VersionRangeParser(range).parse();
  }

  private VersionRange parse() {
    List<List<VersionBound>> alternatives = new ArrayList<>();
    for (String alternative : range.split("\\|\\|", -1)) {
      alternatives.add(bounds(alternative.strip()));
    }
    return new VersionRange(range, alternatives);
  }

  private List<VersionBound> bounds(String text) {
    Matcher hyphen = HYPHEN.matcher(text);
    if (hyphen.matches()) {
      List<VersionBound> bounds = new ArrayList<>(bounds(">=", version(hyphen.group(1))));
      bounds.addAll(bounds("<=", version(hyphen.group(2))));
      return bounds;
    }
    List<VersionBound> bounds = new ArrayList<>();
    Matcher comparison = COMPARISON.matcher(text);
    int end = 0;
    while (end < text.length() || end == 0) {
      if (!comparison.region(end, text.length()).lookingAt()) {
        throw invalid();
      }
      String operator = comparison.group("operator");
      bounds.addAll(bounds(operator == null ? "=" : operator, comparison));
      end = comparison.end();
    }
    return bounds;
  }

  private Matcher version(String text) {
    Matcher matcher = ONE_VERSION.matcher(text);
    if (!matcher.matches()) {
      throw invalid();
    }
    return matcher;
  }

  private List<VersionBound> bounds(String operator, Matcher matcher) {
    String numbers = matcher.group("numbers");
    if (numbers == null) {
      return List.of();
    }
    String suffix = matcher.group("suffix");
    TagVersion version = TagVersion.parse(numbers, suffix == null ? "" : suffix);
    int given = version.numbers().size();
    boolean exact = given >= FULL || suffix != null;
    return switch (operator) {
      case ">=" -> List.of(new VersionBound(AT_LEAST, version));
      case "<" -> List.of(new VersionBound(BELOW, version));
      case ">" ->
          List.of(
              exact
                  ? new VersionBound(ABOVE, version)
                  : new VersionBound(AT_LEAST, after(version, given - 1)));
      case "<=" -> List.of(exact ? new VersionBound(AT_MOST, version) : below(version, given - 1));
      case "~" -> from(version, Math.min(given - 1, 1));
      case "^" -> from(version, firstThatCounts(version));
      default ->
          exact
              ? List.of(new VersionBound(AT_LEAST, version), new VersionBound(AT_MOST, version))
              : from(version, given - 1);
    };
  }

  private static List<VersionBound> from(TagVersion version, int index) {
    return List.of(new VersionBound(AT_LEAST, version), below(version, index));
  }

  private static VersionBound below(TagVersion version, int index) {
    return new VersionBound(BELOW, after(version, index));
  }

  /** The first release whose number at this index is another one. */
  private static TagVersion after(TagVersion version, int index) {
    List<Long> numbers = new ArrayList<>(version.numbers().subList(0, index));
    numbers.add(version.numbers().get(index) + 1);
    return new TagVersion(List.copyOf(numbers), "");
  }

  private static int firstThatCounts(TagVersion version) {
    List<Long> numbers = version.numbers();
    return IntStream.range(0, numbers.size())
        .filter(i -> numbers.get(i) != 0)
        .findFirst()
        .orElse(numbers.size() - 1);
  }

  private InvalidReference invalid() {
    return new InvalidReference(
        "version range", range, "comparisons with blanks between them, such as >=1.2 <2");
  }
}
