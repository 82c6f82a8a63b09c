package replicator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class ParameterStoreTest {
  @Test
  void secret_isDecrypted() {
    assertThat(store(ParameterType.SECURE_STRING).secret("/login")).contains("/login true");
  }

  @Test
  void text_isNotDecrypted() {
    assertThat(store(ParameterType.STRING).text("/images")).contains("/images false");
  }

  @Test
  void text_ofASecret_isRefusedAndNotQuoted() {
    assertThatThrownBy(() -> store(ParameterType.SECURE_STRING).text("/login"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage(
            "/login is a SecureString, such as credentials are kept in, and not of type String");
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

  /** The value of each parameter tells how it was asked for. */
  private static ParameterStore store(ParameterType type) {
    return new ParameterStore(
        new FakeSsm(
            request ->
                Parameter.builder()
                    .type(type)
                    .value(request.name() + " " + request.withDecryption())
                    .build()));
  }
}
