package replicator.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import replicator.plan.Copy;

/** What tests let tasks say. */
public final class InMemoryTaskLog implements TaskLog {
  private final Map<String, List<String>> lines = new HashMap<>();

  /** As {@code skopeo-task/copy-images.sh} says it. */
  public synchronized void failed(String taskArn, Copy copy, String reason) {
    lines
        .computeIfAbsent(taskArn, arn -> new ArrayList<>())
        .add("FAILED\t%s\t%s\t1\t%s".formatted(copy.image(), copy.digest(), reason));
  }

  @Override
  public synchronized List<String> linesOf(String taskArn) {
    return List.copyOf(lines.getOrDefault(taskArn, List.of()));
  }
}
