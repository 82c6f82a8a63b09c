package replicator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

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
    assertThat(new ParameterStore(FakeSsm.empty()).text("/images")).isEmpty();
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
    return new ParameterStore(FakeSsm.failing(failure));
  }

  private static ParameterStore store(Function<GetParameterRequest, GetParameterResponse> answer) {
    return new ParameterStore(new FakeSsm(answer));
  }
}
