package replicator.copy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replicator.plan.Copy;

/**
 * What a task said of the images that it could not copy: the FAILED lines of {@code
 * skopeo-task/copy-images.sh}. It is believed for reasons only; whether an image has arrived is
 * asked of the destination.
 */
public record TaskReport(Map<String, String> reasons) {
  /** FAILED, destination image, digest, exit code, reason. */
  private static final int FIELDS = 5;

  public TaskReport {
    reasons = Map.copyOf(reasons);
  }

  public static TaskReport of(List<String> lines) {
    Map<String, String> reasons = new HashMap<>();
    for (String line : lines) {
      String[] fields = line.split("\t", FIELDS);
      if (fields.length == FIELDS && fields[0].equals("FAILED") && !fields[4].isBlank()) {
        reasons.put(fields[1], fields[4].strip());
      }
    }
    return new TaskReport(reasons);
  }

  public Optional<String> reason(Copy copy) {
    return Optional.ofNullable(reasons.get(copy.image()));
  }
}
