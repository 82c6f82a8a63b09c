package replicator.image;

/** Texts, made fit for a message. */
public final class Excerpt {
  private static final int MAX_LENGTH = 120;

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

  /** Not more characters than this. */
  public static String cut(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  /** As {@link #cut}, with three dots if something is missing. */
  public static String shortened(String text, int most) {
    return text.length() <= most ? text : cut(text, most) + "...";
  }
}
