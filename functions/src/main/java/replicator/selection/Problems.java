package replicator.selection;

import java.util.ArrayList;
import java.util.List;
import replicator.failure.InvalidParameter;
import replicator.image.Excerpt;

/** The malformed entries of a list, of which a message can show some. */
final class Problems {
  private static final int SHOWN = 10;

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
    StringBuilder expected = new StringBuilder(first.expected());
    problems.stream().limit(SHOWN).skip(1).forEach(next -> expected.append("; ").append(next));
    if (problems.size() > SHOWN) {
      expected.append("; and %d more".formatted(problems.size() - SHOWN));
    }
    throw new InvalidParameter(
        "%s, line %d,".formatted(parameter, first.item().line()),
        Excerpt.of(first.item().text()),
        expected.toString());
  }
}
