package replicator.list;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.image.Digest;
import replicator.image.InvalidReference;

/** Reads one entry of a list. */
final class EntryParser {
  private static final int MAX_LENGTH = 1_024;

  /** A colon is part of the name where a port and a slash follow it. */
  private static final Pattern PARTS =
      Pattern.compile("(?<name>(?:[^:@/]*:[0-9]+/)?[^:@]*)(?:(?<separator>[:@])(?<rest>.*))?");

  private static final Pattern SCHEME = Pattern.compile("!?[a-z-]+://.*");

  private EntryParser() {}

  /**
   * @param text without blanks around it and around its separators
   * @throws InvalidReference saying what would be right
   */
  static Entry parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw invalid(text, "at most %d characters".formatted(MAX_LENGTH));
    }
    text.chars().filter(c -> c < ' ' || c > '~').findFirst().ifPresent(c -> refuse(text, c));
    if (SCHEME.matcher(text).matches()) {
      throw invalid(text, "an image without \"https://\" or the like in front");
    }
    if (text.startsWith("- ")) {
      throw invalid(text, "an image without \"- \" in front");
    }
    boolean excluded = text.startsWith("!");
    Matcher parts = PARTS.matcher(excluded ? text.substring(1) : text);
    if (!parts.matches() || parts.group("name").isEmpty()) {
      throw invalid(text, "the name of a repository");
    }
    String name = parts.group("name");
    if (name.indexOf(' ') >= 0) {
      throw invalid(text, "a comma or a line break between entries");
    }
    TagSelector images = images(text, excluded, parts);
    if (images instanceof OneDigest && RepositoryGlob.looksLike(name)) {
      throw invalid(text, "one repository, not a pattern, for a digest");
    }
    return new Entry(excluded, name, images);
  }

  private static TagSelector images(String text, boolean excluded, Matcher parts) {
    String separator = parts.group("separator");
    String rest = parts.group("rest");
    if (separator == null || rest == null) {
      return excluded ? new AnyTag() : OneTag.LATEST;
    }
    if (separator.equals("@")) {
      return new OneDigest(new Digest(rest));
    }
    if (rest.isEmpty()) {
      throw invalid(text, "a tag after \":\"");
    }
    if (!rest.startsWith("/") && rest.indexOf('@') >= 0) {
      throw invalid(text, "a tag or a digest, not both");
    }
    return TagFilterParser.parse(rest);
  }

  private static void refuse(String text, int character) {
    throw invalid(text, "plain letters, digits and signs, not U+%04X".formatted(character));
  }

  private static InvalidReference invalid(String text, String expected) {
    return new InvalidReference("list entry", text, expected);
  }
}
