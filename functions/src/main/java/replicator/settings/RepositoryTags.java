package replicator.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import replicator.failure.InvalidParameter;

/**
 * Reads the tags of new repositories: {@code key=value} pairs, comma separated, within the limits
 * of <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html#tag-restrictions">ECR</a>.
 */
record RepositoryTags(String parameter, String text) {
  private static final String PAIRS = "key=value pairs, comma separated";
  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final String AMAZON = "aws:";

  static Map<String, String> parse(String parameter, String text) {
    return new RepositoryTags(parameter, text).read();
  }

  private Map<String, String> read() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      if (!pair.isBlank()) {
        String[] parts = pair.split("=", 2);
        if (parts.length < 2 || parts[0].isBlank()) {
          throw invalid("");
        }
        add(parts[0].strip(), parts[1].strip(), tags);
      }
    }
    if (tags.size() > MOST) {
      throw invalid(", %d at most: it has %d".formatted(MOST, tags.size()));
    }
    return tags;
  }

  private void add(String key, String value, Map<String, String> tags) {
    if (key.regionMatches(true, 0, AMAZON, 0, AMAZON.length())) {
      throw invalid(", with keys that do not begin with aws:, as AWS's own do");
    }
    if (key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
      throw invalid(
          ", with keys of %d and values of %d characters at most"
              .formatted(LONGEST_KEY, LONGEST_VALUE));
    }
    if (tags.put(key, value) != null) {
      throw invalid(", each key once: \"%s\" comes twice".formatted(key));
    }
  }

  private InvalidParameter invalid(String more) {
    return new InvalidParameter(parameter, text, PAIRS + more);
  }
}
