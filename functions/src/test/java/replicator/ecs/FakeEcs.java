package replicator.ecs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;

/** Answers what a test has laid out, in its order, and keeps what it was asked. */
final class FakeEcs implements EcsClient {
  final List<RunTaskRequest> started = new ArrayList<>();
  final List<DescribeTasksRequest> described = new ArrayList<>();
  final List<ListTasksRequest> listed = new ArrayList<>();
  final List<StopTaskRequest> stopped = new ArrayList<>();
  final Deque<Supplier<RunTaskResponse>> onRunTask = new ArrayDeque<>();
  final Deque<Supplier<DescribeTasksResponse>> onDescribeTasks = new ArrayDeque<>();
  final Deque<Supplier<ListTasksResponse>> onListTasks = new ArrayDeque<>();
  Function<StopTaskRequest, StopTaskResponse> onStopTask =
      request -> StopTaskResponse.builder().build();

  @Override
  public RunTaskResponse runTask(RunTaskRequest request) {
    started.add(request);
    return onRunTask.removeFirst().get();
  }

  @Override
  public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
    described.add(request);
    return onDescribeTasks.removeFirst().get();
  }

  @Override
  public ListTasksResponse listTasks(ListTasksRequest request) {
    listed.add(request);
    return onListTasks.removeFirst().get();
  }

  @Override
  public StopTaskResponse stopTask(StopTaskRequest request) {
    stopped.add(request);
    return onStopTask.apply(request);
  }

  @Override
  public String serviceName() {
    return "ecs";
  }

  @Override
  public void close() {}
}
