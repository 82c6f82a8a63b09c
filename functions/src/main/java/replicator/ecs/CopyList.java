package replicator.ecs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import replicator.copy.Copy;
import replicator.plan.CopySize;

/**
 * The variable COPIES that tells skopeo-task/copy-images.sh what to copy, and how much of a RunTask
 * call it takes: a line {@code from SOURCE to DESTINATION}, and below it {@code SHA256 TAG} for
 * each image.
 */
public final class CopyList implements CopySize {
  /**
   * Characters of copies that fit into a task. RunTask's overrides hold 8,192 "including the JSON
   * formatting characters of the override structure", <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html">TaskOverride</a>;
   * the structure around the copies takes less than 300.
   */
  public static final int CAPACITY = 8_192 - 300;

  /** JSON writes the end of a line as two characters; no other character of a name is escaped. */
  private static final int END_OF_LINE = 2;

  static String write(List<Copy> copies) {
    Map<String, List<Copy>> groups =
        copies.stream().collect(groupingBy(CopyList::from, LinkedHashMap::new, toList()));
    StringBuilder lines = new StringBuilder();
    groups.forEach(
        (from, group) -> {
          lines.append(from).append('\n');
          group.forEach(copy -> lines.append(image(copy)).append('\n'));
        });
    return lines.toString();
  }

  @Override
  public int ofRepository(Copy copy) {
    return from(copy).length() + END_OF_LINE;
  }

  @Override
  public int ofCopy(Copy copy) {
    return image(copy).length() + END_OF_LINE;
  }

  private static String from(Copy copy) {
    return "from %s to %s".formatted(copy.source(), copy.destination());
  }

  private static String image(Copy copy) {
    return copy.digest().hex() + " " + copy.tag();
  }
}
