package replicator.list;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What people may type, made up. */
final class TypedEntries {
  private static final Arbitrary<String> WORD =
      Arbitraries.strings().withChars("abxz019").ofMinLength(1).ofMaxLength(6);
  private static final Arbitrary<String> HOST =
      Arbitraries.of("quay.io/", "localhost:5000/", "docker.io/", "10.0.0.1:443/", "", "", "");
  private static final Arbitrary<String> VERSION =
      Arbitraries.of("1", "v1.2", "1.2.3", "1.2.3-rc.1", "0.0.3", "1.x", "*", "20.04");

  private TypedEntries() {}

  static Arbitrary<String> entries() {
    Arbitrary<String> path = WORD.list().ofMinSize(1).ofMaxSize(3).map(p -> String.join("/", p));
    Arbitrary<String> name = Combinators.combine(HOST, path).as(String::concat);
    Arbitrary<String> included = Combinators.combine(name, images()).as(String::concat);
    Arbitrary<String> excluded =
        Combinators.combine(name, patterns()).as((n, p) -> "!" + n + ":" + p);
    return Arbitraries.oneOf(included, included, excluded);
  }

  private static Arbitrary<String> images() {
    Arbitrary<String> hex = Arbitraries.strings().withChars("0123456789abcdef").ofLength(64);
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        WORD.map(tag -> ":" + tag),
        hex.map(digits -> "@sha256:" + digits),
        filters().map(filter -> ":" + filter));
  }

  static Arbitrary<String> filters() {
    Arbitrary<String> newest =
        Combinators.combine(Arbitraries.integers().between(1, 99_999), patterns())
            .as("newest( %d ,%s)"::formatted);
    return Arbitraries.oneOf(patterns(), newest);
  }

  private static Arbitrary<String> patterns() {
    Arbitrary<String> glob = Combinators.combine(WORD, WORD).as((a, b) -> a + "*" + b + "?");
    Arbitrary<String> expression =
        Arbitraries.of("/^v\\d+$/", "/a{1,3}/", "/(x|y),#/", "/\\//", "/[)(,]/", "/ /");
    return Arbitraries.oneOf(
        Arbitraries.just("ALL_TAGS"), glob, expression, ranges().map("semver(%s)"::formatted));
  }

  static Arbitrary<String> ranges() {
    Arbitrary<String> operator = Arbitraries.of("", ">=", "<", "<= ", ">", "=", "^", "~");
    Arbitrary<String> bounds =
        Combinators.combine(operator, VERSION)
            .as(String::concat)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(list -> String.join("  ", list));
    Arbitrary<String> hyphen = Combinators.combine(VERSION, VERSION).as("%s - %s"::formatted);
    return Arbitraries.oneOf(bounds, hyphen)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(list -> String.join(" || ", list));
  }
}
