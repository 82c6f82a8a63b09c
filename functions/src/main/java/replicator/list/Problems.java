package replicator.list;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import replicator.failure.InvalidParameter;
import replicator.text.Excerpt;

/** The malformed entries of a list, of which a message can show some. */
final class Problems {
  private record Problem(ListText.Item item, String expected) {
    @Override
    public String toString() {
      return "line %d is \"%s\": expected %s"
          .formatted(item.line(), Excerpt.of(item.text()), expected);
    }
  }

  private final List<Problem> problems = new ArrayList<>();

  void add(ListText.Item item, String expected) {
    problems.add(new Problem(item, expected));
  }

  void throwIfAny(String parameter) {
    if (problems.isEmpty()) {
      return;
    }
    Problem first = problems.getFirst();
    Stream<String> others = problems.stream().skip(1).map(Problem::toString);
    List<String> expected = Stream.concat(Stream.of(first.expected()), others).toList();
    throw new InvalidParameter(
        "%s, line %d,".formatted(parameter, first.item().line()),
        Excerpt.of(first.item().text()),
        Excerpt.of(expected));
  }
}
