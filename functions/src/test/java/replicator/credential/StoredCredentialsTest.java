package replicator.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.credential.Credential.AccessKey;
import replicator.credential.Credential.Login;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

class StoredCredentialsTest {
  private static final String KEY = "{\"access_key_id\": \"AKID\", \"secret_access_key\": \"s/1\"}";

  @Test
  void get_ofAnAccessKey_inEitherOrderWithOtherFields() {
    assertThat(parsed(KEY)).isEqualTo(new AccessKey("AKID", "s/1"));
    assertThat(
            parsed(
                "{\n\"secret_access_key\": \"s/1\\n\", \"note\": [1], \"access_key_id\": \" AKID\"}"))
        .isEqualTo(new AccessKey("AKID", "s/1"));
  }

  @Test
  void get_ofALogin_keepsThePasswordAsItIs() {
    assertThat(parsed("{\"password\": \" p\\\"w \", \"username\": \"me\"}"))
        .isEqualTo(new Login("me", " p\"w "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TOPSECRET",
        "\"TOPSECRET\"",
        "[\"TOPSECRET\"]",
        "{\"access_key_id\": \"TOPSECRET\"}",
        "{\"access_key_id\": \"\", \"secret_access_key\": \"TOPSECRET\"}",
        "{\"access_key_id\": \"AKID\", \"secret_access_key\": {\"of\": \"TOPSECRET\"}}",
        "{\"username\": \"me\", \"secret_access_key\": \"TOPSECRET\"}",
        "{\"access_key_id\": \"AKID\", \"secret_access_key\": \"TOPSECRET\"",
      })
  void get_ofAnythingElse_namesTheParameterAndNeverTheContent(String text) {
    assertThatThrownBy(() -> parsed(text))
        .isInstanceOf(InvalidParameter.class)
        .hasNoCause()
        .hasMessageContaining("srcCredential is \"drh-credentials\"")
        .hasMessageContaining("access_key_id")
        .hasMessageNotContaining("TOPSECRET");
  }

  @ParameterizedTest
  @CsvSource({
    "drh-credentials, ssm drh-credentials; secrets drh-credentials",
    "/team/key, ssm /team/key; secrets /team/key",
    "team/key, secrets team/key",
    "aws-registry-login, secrets aws-registry-login",
    "SSM-login, secrets SSM-login",
    "team@registry, secrets team@registry",
    "/team/a+b=c, secrets /team/a+b=c",
    "arn:aws:ssm:eu-west-1:1:parameter/k, ssm arn:aws:ssm:eu-west-1:1:parameter/k",
    "arn:aws-cn:secretsmanager:cn-north-1:1:secret:k-abcdef,"
        + " secrets arn:aws-cn:secretsmanager:cn-north-1:1:secret:k-abcdef",
  })
  void get_looksWhereTheNameLeads(String name, String places) {
    List<String> looked = new ArrayList<>();
    StoredCredentials store = new StoredCredentials(none(looked, "ssm "), none(looked, "secrets "));
    assertThatThrownBy(() -> store.get(new CredentialName("destCredential", name)))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining("destCredential is \"" + name + "\"")
        .hasMessageContaining("there is none");
    assertThat(String.join("; ", looked)).isEqualTo(places);
  }

  @Test
  void get_ofASecretThatIsNoParameter_isFound() {
    Map<String, String> secrets = Map.of("drh-credentials", KEY);
    assertThat(
            new StoredCredentials(
                    name -> Optional.empty(), name -> Optional.ofNullable(secrets.get(name)))
                .get(new CredentialName("srcCredential", "drh-credentials")))
        .isInstanceOf(AccessKey.class);
  }

  @Test
  void get_ofOneThatMayNotBeRead_namesTheParameter() {
    StoredCredentials store =
        new StoredCredentials(
            name -> {
              throw new PermanentFailure("kms:Decrypt was refused");
            },
            name -> Optional.empty());
    assertThatThrownBy(() -> store.get(new CredentialName("srcCredential", "k")))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining("srcCredential is \"k\"")
        .hasMessageContaining("kms:Decrypt was refused");
  }

  @Test
  void get_duringAnOutage_isTransient() {
    StoredCredentials store =
        new StoredCredentials(
            name -> {
              throw new TransientFailure("throttled");
            },
            name -> Optional.of(KEY));
    assertThatThrownBy(() -> store.get(new CredentialName("srcCredential", "k")))
        .isInstanceOf(TransientFailure.class);
  }

  private static Function<String, Optional<String>> none(List<String> looked, String place) {
    return name -> {
      looked.add(place + name);
      return Optional.empty();
    };
  }

  private static Credential parsed(String text) {
    return new StoredCredentials(name -> Optional.of(text), name -> Optional.empty())
        .get(new CredentialName("srcCredential", "drh-credentials"));
  }
}
