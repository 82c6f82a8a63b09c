package replicator.ssm;

import java.util.function.Function;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Answers as a test has it. */
public record FakeSsm(Function<GetParameterRequest, Parameter> parameter) implements SsmClient {

  /** Without any parameter. */
  public static FakeSsm empty() {
    return failing(ParameterNotFoundException.builder().build());
  }

  /** With one parameter, under any name. */
  public static FakeSsm of(ParameterType type, String value) {
    return new FakeSsm(request -> Parameter.builder().type(type).value(value).build());
  }

  public static FakeSsm failing(RuntimeException failure) {
    return new FakeSsm(
        request -> {
          throw failure;
        });
  }

  @Override
  public GetParameterResponse getParameter(GetParameterRequest request) {
    return GetParameterResponse.builder().parameter(parameter.apply(request)).build();
  }

  @Override
  public String serviceName() {
    return "ssm";
  }

  @Override
  public void close() {}
}
