package replicator.copy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a task printed: the lines of {@code skopeo-task/copy-images.sh}. Whether an image has
 * arrived is asked of the destination; only where that had it before, the task is believed.
 *
 * @param copied the destination images that it has copied
 * @param reasons why it could not copy the others
 * @param complaint its last one that is about no image; of a task that did not begin, the reason
 */
public record TaskReport(
    Set<String> copied, Map<String, String> reasons, Optional<String> complaint) {
  public static final TaskReport NONE = new TaskReport(Set.of(), Map.of(), Optional.empty());

  private static final String COMPLAINT = "copy-images: ";

  private static final String ANOTHER_ATTEMPT = ": again in ";

  /** COPIED, destination image, digest, seconds. */
  private static final int COPIED_FIELDS = 4;

  /** FAILED, destination image, digest, exit code, reason. */
  private static final int FAILED_FIELDS = 5;

  public TaskReport {
    copied = Set.copyOf(copied);
    reasons = Map.copyOf(reasons);
  }

  public static TaskReport of(List<String> lines) {
    Set<String> copied = new HashSet<>();
    Map<String, String> reasons = new HashMap<>();
    Optional<String> complaint = Optional.empty();
    for (String line : lines) {
      String[] fields = line.split("\t", FAILED_FIELDS);
      if (fields.length == COPIED_FIELDS && fields[0].equals("COPIED")) {
        copied.add(fields[1]);
      }
      if (fields.length == FAILED_FIELDS && fields[0].equals("FAILED") && !fields[4].isBlank()) {
        reasons.put(fields[1], fields[4].strip());
      }
      if (line.startsWith(COMPLAINT) && !line.contains(ANOTHER_ATTEMPT)) {
        complaint = Optional.of(line.substring(COMPLAINT.length()).strip());
      }
    }
    return new TaskReport(copied, reasons, complaint);
  }

  public boolean hasCopied(Copy copy) {
    return copied.contains(copy.image());
  }

  public Optional<String> reason(Copy copy) {
    return Optional.ofNullable(reasons.get(copy.image()));
  }
}
