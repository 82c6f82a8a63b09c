package replicator.ecr;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.aws.Answers;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.image.RepositoryName;
import replicator.settings.RepositorySettings;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.InvalidTagParameterException;
import software.amazon.awssdk.services.ecr.model.KmsException;
import software.amazon.awssdk.services.ecr.model.TooManyTagsException;

/** What the parameters want of a new repository and ECR refuses. */
class RefusedRepositoriesTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a";

  private final FakeEcr ecr = new FakeEcr();

  @Test
  void repository_whoseKeyIsRefused_namesTheKeyAndWhatEcrSaid() {
    assertRefused(disabled(), Optional.of(KEY))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "destKmsKeyArn is \"%s\": expected an enabled symmetric key of eu-west-1 that whoever pushes may use. ecr:CreateRepository on 111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/app failed: KmsException The key is disabled"
                .formatted(KEY));
  }

  @Test
  void repository_thatShouldHaveNoKey_blamesNoParameter() {
    assertRefused(disabled(), Optional.empty())
        .isInstanceOf(PermanentFailure.class)
        .hasMessageStartingWith("ecr:CreateRepository on")
        .hasMessageContaining("The key is disabled");
  }

  @ParameterizedTest
  @MethodSource("refusedTags")
  void repository_whoseTagsAreRefused_namesThemAndWhatEcrSaid(EcrException refusal, String said) {
    assertRefused(refusal, Optional.empty())
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "destTags is \"env=prod,team=platform\": expected key=value pairs that ECR takes as tags of a repository. ecr:CreateRepository on 111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/app failed: "
                + said);
  }

  static Stream<Arguments> refusedTags() {
    return Stream.of(
        Arguments.of(
            InvalidTagParameterException.builder()
                .statusCode(400)
                .awsErrorDetails(Answers.details("InvalidTagParameterException", "No such tag"))
                .build(),
            "InvalidTagParameterException No such tag"),
        Arguments.of(
            TooManyTagsException.builder()
                .statusCode(400)
                .awsErrorDetails(Answers.details("TooManyTagsException", "Not so many"))
                .build(),
            "TooManyTagsException Not so many"));
  }

  private static KmsException disabled() {
    return KmsException.builder()
        .statusCode(400)
        .awsErrorDetails(Answers.details("KmsException", "The key is disabled"))
        .build();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      EcrException refusal, Optional<String> key) {
    ecr.failing("CreateRepository", 1, refusal);
    RepositorySettings wanted =
        new RepositorySettings(false, false, key, Map.of("team", "platform", "env", "prod"));
    EcrRepositories repositories =
        new EcrRepositories(new EcrRegistry(ecr, FakeEcr.DESTINATION), wanted);
    return assertThatThrownBy(() -> repositories.ensure(new RepositoryName("mirror/app")));
  }
}
