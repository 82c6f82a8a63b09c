package replicator.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;

class EcrLoginsTest {
  @Test
  void get_isForTheHostOfTheSide() {
    assertThat(logins(() -> token("AWS:pass:word")).get())
        .containsOnlyKeys(FakeEcr.LOCATION.host())
        .containsValue(new Login("AWS", "pass:word"));
  }

  @Test
  void get_withoutAToken_isTransient() {
    assertThatThrownBy(() -> logins(() -> GetAuthorizationTokenResponse.builder().build()).get())
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void get_ofATokenOfAnotherForm_doesNotQuoteIt() {
    assertThatThrownBy(() -> logins(() -> token("TOPSECRET")).get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("TOPSECRET");
  }

  @Test
  void get_refused_isPermanent() {
    assertThatThrownBy(
            () ->
                logins(
                        () -> {
                          throw Answers.denied("ecr:GetAuthorizationToken");
                        })
                    .get())
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("must allow ecr:GetAuthorizationToken");
  }

  private static EcrLogins logins(Supplier<GetAuthorizationTokenResponse> answer) {
    return new EcrLogins(new TokenOnly(answer), FakeEcr.SOURCE);
  }

  private static GetAuthorizationTokenResponse token(String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return GetAuthorizationTokenResponse.builder()
        .authorizationData(AuthorizationData.builder().authorizationToken(encoded).build())
        .build();
  }

  private record TokenOnly(Supplier<GetAuthorizationTokenResponse> answer) implements EcrClient {
    @Override
    public GetAuthorizationTokenResponse getAuthorizationToken(
        GetAuthorizationTokenRequest request) {
      return answer.get();
    }

    @Override
    public String serviceName() {
      return "ecr";
    }

    @Override
    public void close() {}
  }
}
