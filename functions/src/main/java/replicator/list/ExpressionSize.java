package replicator.list;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many steps a regular expression compiles to, roughly, and rather too many than too few. RE2/J
 * compiles {@code x{1000}} to a thousand times x, multiplies repetitions within repetitions, and
 * would take all memory.
 */
final class ExpressionSize {
  private static final long MUCH = 1_000_000;
  private static final Pattern PART =
      Pattern.compile(
          "\\[\\^?+\\]?+(?:\\\\.|[^\\]\\\\])*+\\]"
              + "|\\{(?<low>[0-9]{1,9})(?:,(?<high>[0-9]{1,9})?)?\\}"
              + "|\\\\.|.",
          Pattern.DOTALL);

  private final Deque<Long> enclosing = new ArrayDeque<>();
  private long steps;
  private long last;

  private ExpressionSize() {}

  /**
   * @param regex without {@code \Q}, which would hide what follows
   */
  static long of(String regex) {
    return new ExpressionSize().count(PART.matcher(regex));
  }

  private long count(Matcher part) {
    while (part.find()) {
      switch (part.group()) {
        case "(" -> open();
        case ")" -> close();
        case "*", "+", "?" -> steps++;
        default -> {
          if (part.group("low") == null) {
            add(1);
          } else {
            repeat(times(part));
          }
        }
      }
    }
    while (!enclosing.isEmpty()) {
      close();
    }
    return steps;
  }

  private void open() {
    enclosing.push(steps);
    steps = 0;
  }

  private void close() {
    long group = steps + 1;
    steps = enclosing.isEmpty() ? 0 : enclosing.pop();
    add(group);
  }

  private void add(long atom) {
    last = atom;
    steps = Math.min(MUCH, steps + atom);
  }

  /** A repetition of a repetition needs a group; RE2 refuses it without. */
  private void repeat(long times) {
    steps = Math.min(MUCH, steps + last * times);
  }

  private static long times(Matcher repetition) {
    String high = repetition.group("high");
    return Math.max(1, Long.parseLong(high == null ? repetition.group("low") : high));
  }
}
