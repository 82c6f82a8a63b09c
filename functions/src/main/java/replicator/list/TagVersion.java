package replicator.list;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.image.Tag;

/**
 * The version in a tag, more lenient than <a href="https://semver.org/spec/v2.0.0.html">SemVer</a>,
 * since tags are: a {@code v} may come first, there may be one number or many ({@code 1.2} is
 * {@code 1.2.0}), and {@code 20.04} is a version. What follows {@code _} is the build, as Helm
 * writes it, and does not count.
 *
 * @param suffix such as {@code rc.1} or {@code alpine}; empty: a release
 */
record TagVersion(List<Long> numbers, String suffix) implements Comparable<TagVersion> {
  static final String NUMBERS = "[0-9]{1,18}(?:\\.[0-9]{1,18})*";
  static final String SUFFIX = "[0-9A-Za-z-][0-9A-Za-z.-]*";

  private static final Pattern GRAMMAR =
      Pattern.compile("[vV]?(%s)(?:-(%s))?(?:_.*)?".formatted(NUMBERS, SUFFIX));
  private static final Comparator<TagVersion> ORDER =
      Comparator.comparing(TagVersion::numbers, TagVersion::compareNumbers)
          .thenComparing(TagVersion::suffix, TagVersion::compareSuffixes);

  static TagVersion parse(String numbers, String suffix) {
    return new TagVersion(
        Arrays.stream(numbers.split("\\.", -1)).map(Long::valueOf).toList(), suffix);
  }

  static Optional<TagVersion> of(Tag tag) {
    Matcher matcher = GRAMMAR.matcher(tag.value());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String suffix = matcher.group(2);
    return Optional.of(parse(matcher.group(1), suffix == null ? "" : suffix));
  }

  boolean isRelease() {
    return suffix.isEmpty();
  }

  boolean sameNumbers(TagVersion other) {
    return compareNumbers(numbers, other.numbers) == 0;
  }

  @Override
  public int compareTo(TagVersion other) {
    return ORDER.compare(this, other);
  }

  private static int compareNumbers(List<Long> a, List<Long> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      int order = Long.compare(at(a, i), at(b, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static long at(List<Long> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  /** A release comes after all that leads to it. */
  private static int compareSuffixes(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(a.isEmpty(), b.isEmpty());
    }
    return Arrays.compare(a.split("\\.", -1), b.split("\\.", -1), TagVersion::compareIdentifiers);
  }

  /** Numbers by size and before words, as SemVer has it. */
  private static int compareIdentifiers(String a, String b) {
    boolean number = isNumber(a);
    if (number != isNumber(b)) {
      return number ? -1 : 1;
    }
    return number ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
  }

  private static boolean isNumber(String identifier) {
    return !identifier.isEmpty()
        && identifier.length() <= 18
        && identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
