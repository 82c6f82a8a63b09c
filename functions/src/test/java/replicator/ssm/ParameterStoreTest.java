package replicator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

class ParameterStoreTest {
  @Test
  void text_isDecrypted() {
    ParameterStore store =
        store(
            request ->
                GetParameterResponse.builder()
                    .parameter(
                        parameter ->
                            parameter.value(request.name() + " " + request.withDecryption()))
                    .build());
    assertThat(store.text("/images")).contains("/images true");
  }

  @Test
  void text_ofNoParameter_isAbsent() {
    assertThat(failing(ParameterNotFoundException.builder().build()).text("/images")).isEmpty();
  }

  @Test
  void text_refused_isNotAbsent() {
    assertThatThrownBy(() -> failing(Answers.denied("ssm:GetParameter")).text("/images"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("ssm:GetParameter on /images");
  }

  @Test
  void text_throttled_isTransient() {
    assertThatThrownBy(() -> failing(Answers.throttled()).text("/images"))
        .isInstanceOf(TransientFailure.class);
  }

  private static ParameterStore failing(RuntimeException failure) {
    return store(
        request -> {
          throw failure;
        });
  }

  private static ParameterStore store(Function<GetParameterRequest, GetParameterResponse> answer) {
    return new ParameterStore(new FakeSsm(answer));
  }

  private record FakeSsm(Function<GetParameterRequest, GetParameterResponse> answer)
      implements SsmClient {
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
}
