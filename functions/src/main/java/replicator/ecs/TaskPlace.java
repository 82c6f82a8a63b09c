package replicator.ecs;

import java.time.Duration;
import java.util.List;

/**
 * Where and how copying tasks run.
 *
 * @param taskDefinition its ARN, revision included, so that a run sees one revision
 * @param spot whether tasks may run on spare capacity, which AWS may take back
 * @param copyTimeout after which a task gives up one image
 * @param parallel how many repositories a task copies side by side
 * @param putPause from one manifest that all tasks together put to the next
 * @param maxConcurrency how many run at once at most
 */
public record TaskPlace(
    String cluster,
    String taskDefinition,
    List<String> subnets,
    String securityGroup,
    boolean publicIp,
    boolean spot,
    Duration copyTimeout,
    int parallel,
    Duration putPause,
    int maxConcurrency) {
  public TaskPlace {
    subnets = List.copyOf(subnets);
  }

  /** What all revisions of the task definition have in common. */
  String family() {
    String name = taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
    int revision = name.indexOf(':');
    return revision < 0 ? name : name.substring(0, revision);
  }
}
