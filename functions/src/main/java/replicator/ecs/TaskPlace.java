package replicator.ecs;

import java.util.List;

/**
 * Where copying tasks run.
 *
 * @param taskDefinition its ARN, revision included, so that a run sees one revision
 */
public record TaskPlace(
    String cluster,
    String taskDefinition,
    List<String> subnets,
    String securityGroup,
    boolean publicIp) {
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
