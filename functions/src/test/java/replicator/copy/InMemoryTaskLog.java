package replicator.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What tests let tasks say. */
public final class InMemoryTaskLog implements TaskLog {
  private final Map<String, List<String>> lines = new HashMap<>();

  /** As {@code skopeo-task/copy-images.sh} says it. */
  public synchronized void copied(String taskArn, Copy copy) {
    say(taskArn, "COPIED\t%s\t%s\t1".formatted(copy.image(), copy.digest()));
  }

  /** As {@code skopeo-task/copy-images.sh} says it. */
  public synchronized void failed(String taskArn, Copy copy, String reason) {
    say(taskArn, "FAILED\t%s\t%s\t1\t%s".formatted(copy.image(), copy.digest(), reason));
  }

  private void say(String taskArn, String line) {
    lines.computeIfAbsent(taskArn, arn -> new ArrayList<>()).add(line);
  }

  @Override
  public synchronized List<String> linesOf(String taskArn) {
    return List.copyOf(lines.getOrDefault(taskArn, List.of()));
  }
}
