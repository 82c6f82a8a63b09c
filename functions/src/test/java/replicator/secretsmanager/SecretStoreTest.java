package replicator.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;

class SecretStoreTest {
  private final FakeSecrets secrets = new FakeSecrets();
  private final SecretStore store = new SecretStore(secrets);

  @Test
  void text_isThatOfTheCurrentVersion() {
    secrets.put("old");
    secrets.put("new");
    assertThat(store.text("drh-credentials")).contains("new");
  }

  @Test
  void text_ofNoSecret_isAbsent() {
    assertThat(store.text("drh-credentials")).isEmpty();
  }

  @Test
  void text_refused_isNotAbsent() {
    secrets.failure = Optional.of(Answers.denied("secretsmanager:GetSecretValue"));
    assertThatThrownBy(() -> store.text("drh-credentials"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("secretsmanager:GetSecretValue on drh-credentials");
  }
}
