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
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new InvalidParameter(parameter, text, "key=value pairs, comma separated");
      }
      tags.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return tags;
  }
}
