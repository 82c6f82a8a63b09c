package replicator.ecs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Gatherers;
import replicator.aws.AwsCall;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The tasks of a stack that have not ended. One that is being stopped has its container and its
 * network interface until its last status says so, but <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html">ListTasks</a>
 * goes by the desired status, which is STOPPED at once.
 */
final class OpenTasks {
  /**
   * Of a call: <a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html">DescribeTasks</a>.
   */
  private static final int PIECE = 100;

  private final EcsClient client;
  private final TaskPlace place;

  OpenTasks(EcsClient client, TaskPlace place) {
    this.client = client;
    this.place = place;
  }

  /** Their ARNs. */
  List<String> list() {
    return AwsCall.of("ecs:ListTasks", "cluster " + place.cluster()).make(this::listIfThere);
  }

  private List<String> listIfThere() {
    try {
      // In this order a task that is stopped in between is not missed.
      Set<String> open = new LinkedHashSet<>(listed(DesiredStatus.RUNNING));
      listed(DesiredStatus.STOPPED).stream()
          .gather(Gatherers.windowFixed(PIECE))
          .flatMap(piece -> described(piece).stream())
          .filter(task -> !TaskStateChange.ENDED.contains(task.lastStatus()))
          .forEach(task -> open.add(task.taskArn()));
      return List.copyOf(open);
    } catch (ClusterNotFoundException e) {
      // It is the user's, who may have deleted it before the stack: no task is left in it.
      return List.of();
    }
  }

  private List<String> listed(DesiredStatus status) {
    return client
        .listTasksPaginator(
            request ->
                request.cluster(place.cluster()).family(place.family()).desiredStatus(status))
        .taskArns()
        .stream()
        .toList();
  }

  /** Those that ECS has not forgotten. */
  private List<Task> described(List<String> arns) {
    return AwsCall.of("ecs:DescribeTasks", "cluster " + place.cluster())
        .make(() -> client.describeTasks(request -> request.cluster(place.cluster()).tasks(arns)))
        .tasks();
  }
}
