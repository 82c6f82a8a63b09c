package replicator.text;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/** Texts, made fit for a message. */
public final class Excerpt {
  private static final int MAX_LENGTH = 120;
  private static final int MOST_SENTENCES = 10;

  private Excerpt() {}

  /** Text from outside: short, on one line, without control characters. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (shown.length() >= MAX_LENGTH) {
        return shown.append("...").toString();
      }
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~') {
        shown.append(c);
      } else {
        shown.append("\\u%04x".formatted((int) c));
      }
    }
    return shown.toString();
  }

  /** The first sentences, one after the other, and how many more there are. */
  public static String of(List<String> sentences) {
    int more = sentences.size() - MOST_SENTENCES;
    Stream<String> end = more > 0 ? Stream.of("and %d more".formatted(more)) : Stream.empty();
    return Stream.concat(sentences.stream().limit(MOST_SENTENCES), end).collect(joining("; "));
  }

  /** Not more characters than this. */
  public static String cut(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  /** As {@link #cut}, with three dots if something is missing. */
  public static String shortened(String text, int most) {
    return text.length() <= most ? text : cut(text, most) + "...";
  }
}
