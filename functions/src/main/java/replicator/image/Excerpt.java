package replicator.image;

/** Text from outside, made fit for a message: short, on one line, without control characters. */
public final class Excerpt {
  private static final int MAX_LENGTH = 120;

  private Excerpt() {}

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
}
