package replicator.ssm;

import java.util.function.Function;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Answers as a test has it. */
public record FakeSsm(Function<GetParameterRequest, GetParameterResponse> answer)
    implements SsmClient {

  /** Without any parameter. */
  public static FakeSsm empty() {
    return failing(ParameterNotFoundException.builder().build());
  }

  public static FakeSsm failing(RuntimeException failure) {
    return new FakeSsm(
        request -> {
          throw failure;
        });
  }

  @Override
  public GetParameterResponse getParameter(GetParameterRequest request) {
    return answer.apply(request);
  }

  @Override
  public String serviceName() {
    return "ssm";
  }

  @Override
  public void close() {}
}
