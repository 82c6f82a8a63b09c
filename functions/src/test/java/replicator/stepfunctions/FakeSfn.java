package replicator.stepfunctions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.SfnRequest;
import software.amazon.awssdk.services.sfn.model.SfnResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;

/** Answers what a test has laid out, in its order, and keeps what it was asked. */
final class FakeSfn implements SfnClient {
  final List<SfnRequest> asked = new ArrayList<>();
  private final Deque<Supplier<SfnResponse>> answers = new ArrayDeque<>();

  FakeSfn answering(SfnResponse answer) {
    answers.add(() -> answer);
    return this;
  }

  FakeSfn failing(RuntimeException failure) {
    answers.add(
        () -> {
          throw failure;
        });
    return this;
  }

  private <T extends SfnResponse> T answer(SfnRequest request, Class<T> type) {
    asked.add(request);
    return type.cast(answers.removeFirst().get());
  }

  @Override
  public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
    return answer(request, SendTaskSuccessResponse.class);
  }

  @Override
  public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
    return answer(request, SendTaskFailureResponse.class);
  }

  @Override
  public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
    return answer(request, DescribeExecutionResponse.class);
  }

  @Override
  public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
    return answer(request, ListExecutionsResponse.class);
  }

  @Override
  public StartExecutionResponse startExecution(StartExecutionRequest request) {
    return answer(request, StartExecutionResponse.class);
  }

  @Override
  public StopExecutionResponse stopExecution(StopExecutionRequest request) {
    return answer(request, StopExecutionResponse.class);
  }

  @Override
  public String serviceName() {
    return "sfn";
  }

  @Override
  public void close() {}
}
