package replicator.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

class SecretAuthFileTest {
  private static final String EMPTY = "{\"auths\":{}}";

  private final FakeSecrets secrets = new FakeSecrets();
  private final SecretAuthFile file = new SecretAuthFile(secrets, "arn:secret");

  @Test
  void write_isWhatTasksRead() {
    secrets.put(EMPTY);
    file.write("tokens");
    assertThat(secrets.labelled("AWSCURRENT")).contains("tokens");
  }

  @Test
  void write_ofMoreThanASecretHolds_isPermanent() {
    assertThatThrownBy(() -> file.write("x".repeat(65_537)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("65537")
        .hasMessageNotContaining("xxx");
    assertThat(secrets.texts).isEmpty();
  }

  @Test
  void erase_leavesNoTokenUnderAnyLabel() {
    secrets.put(EMPTY);
    file.write("tokens");
    file.erase();
    assertThat(secrets.labels).containsOnlyKeys("AWSCURRENT");
    assertThat(secrets.labelled("AWSCURRENT")).contains(EMPTY);
  }

  @Test
  void erase_ofASecretWithOneVersion_hasNoLabelToRemove() {
    file.erase();
    assertThat(secrets.labels).containsOnlyKeys("AWSCURRENT");
  }

  @Test
  void erase_repeated_staysErased() {
    file.write("tokens");
    file.erase();
    file.erase();
    assertThat(secrets.labels).containsOnlyKeys("AWSCURRENT");
    assertThat(secrets.labelled("AWSCURRENT")).contains(EMPTY);
  }

  @Test
  void erase_whileAnotherVersionIsPut_isNoError() {
    file.write("tokens");
    secrets.afterDescribe = () -> secrets.put("of a run that has just begun");
    file.erase();
    assertThat(secrets.labelled("AWSPREVIOUS")).contains(EMPTY);
  }

  @Test
  void write_throttled_isTransientAndQuotesNothing() {
    secrets.failure = Optional.of(Answers.throttled());
    assertThatThrownBy(() -> file.write("TOPSECRET"))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("secretsmanager:PutSecretValue on arn:secret")
        .hasMessageNotContaining("TOPSECRET");
  }

  @Test
  void erase_refused_isPermanent() {
    secrets.failure = Optional.of(Answers.denied("secretsmanager:PutSecretValue"));
    assertThatThrownBy(file::erase).isInstanceOf(PermanentFailure.class);
  }
}
