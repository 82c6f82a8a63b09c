package replicator.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import replicator.failure.InvalidParameter;

/** Reads the tags of new repositories: {@code key=value} pairs, comma separated. */
final class RepositoryTags {
  private RepositoryTags() {}

  static Map<String, String> parse(String parameter, String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      String[] parts = pair.split("=", 2);
      if (parts.length < 2 || parts[0].isBlank()) {
        throw new InvalidParameter(parameter, text, "key=value pairs, comma separated");
      }
      tags.put(parts[0].strip(), parts[1].strip());
    }
    return tags;
  }
}
