package replicator.ecr;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.settings.RepositorySettings;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.model.ReferencedImagesNotFoundException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

class EcrDestinationTest {
  private static final RepositoryName APP = new RepositoryName("mirror/app");
  private static final RepositorySettings PLAIN =
      new RepositorySettings(false, false, Optional.empty(), Map.of());

  private final FakeEcr ecr = new FakeEcr();
  private final EcrDestination destination = new EcrDestination(ecr, FakeEcr.DESTINATION, PLAIN);

  @Test
  void host_isThatOfAccountAndRegion() {
    assertThat(destination.host()).hasToString("111122223333.dkr.ecr.eu-west-1.amazonaws.com");
  }

  @Test
  void tags_onSeveralPages_comeAll() {
    IntStream.range(0, 8).forEach(number -> ecr.with("mirror/app", "v" + number, number));
    assertThat(destination.tags(APP)).hasSize(8).containsEntry(new Tag("v7"), digest(7));
    assertThat(ecr.calls).containsOnly("ListImages").hasSize(3);
  }

  @Test
  void tags_ofAMissingRepository_areNone() {
    assertThat(destination.tags(APP)).isEmpty();
    assertThat(destination.tags(APP, Set.of(Tag.LATEST))).isEmpty();
  }

  @Test
  void tags_whenAPageInTheMiddleFails_areNoneRatherThanSome() {
    IntStream.range(0, 8).forEach(number -> ecr.with("mirror/app", "v" + number, number));
    ecr.failing("ListImages", 2, Answers.throttled());
    assertThatThrownBy(() -> destination.tags(APP)).isInstanceOf(TransientFailure.class);
  }

  @Test
  void tags_inTheArchive_areThere() {
    ecr.with("mirror/app", "old", 1)
        .repository("mirror/app")
        .inactive
        .put(FakeEcr.digest(1), ImageStatus.ARCHIVED);
    assertThat(destination.tags(APP)).containsEntry(new Tag("old"), digest(1));
  }

  @Test
  void tags_askedForByName_leaveOutWhatIsMissing() {
    IntStream.range(0, 250).forEach(number -> ecr.with("mirror/app", "v" + number, number));
    Set<Tag> wanted =
        IntStream.range(0, 260).mapToObj(number -> new Tag("v" + number)).collect(toSet());
    assertThat(destination.tags(APP, wanted)).hasSize(250).containsEntry(new Tag("v9"), digest(9));
    assertThat(ecr.calls).containsOnly("BatchGetImage").hasSize(3);
  }

  @Test
  void tags_askedForByName_acceptEveryKindOfManifest() {
    ecr.with("mirror/app", "latest", 1);
    destination.tags(APP, Set.of(Tag.LATEST));
    assertThat(ecr.asked.getFirst().acceptedMediaTypes())
        .contains(
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");
  }

  @Test
  void tags_ofOneImageNamedOnce_areAskedForAgain() {
    ecr.with("mirror/app", "1", 1).with("mirror/app", "1.2", 1).with("mirror/app", "1.2.3", 1);
    ecr.namesImagesOnce = true;
    assertThat(destination.tags(APP, Set.of(new Tag("1"), new Tag("1.2"), new Tag("1.2.3"))))
        .hasSize(3)
        .containsEntry(new Tag("1.2"), digest(1));
  }

  @Test
  void tags_thatNothingIsSaidOf_areNotTakenForMissing() {
    ecr.with("mirror/app", "1", 1).silent = true;
    assertThatThrownBy(() -> destination.tags(APP, Set.of(new Tag("1"))))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("mirror/app:1 answered neither");
  }

  @ParameterizedTest
  @EnumSource(names = {"UPSTREAM_TOO_MANY_REQUESTS", "UPSTREAM_UNAVAILABLE"})
  void tags_withAFailureThatMayPass_areTransient(ImageFailureCode code) {
    ecr.with("mirror/app", "1", 1).repository("mirror/app").failing.put("1", code);
    assertThatThrownBy(() -> destination.tags(APP, Set.of(new Tag("1"))))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining(code.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"KMS_ERROR", "UPSTREAM_ACCESS_DENIED", "INVALID_IMAGE_TAG"})
  void tags_withAFailureThatStays_arePermanent(ImageFailureCode code) {
    ecr.with("mirror/app", "1", 1).repository("mirror/app").failing.put("1", code);
    assertThatThrownBy(() -> destination.tags(APP, Set.of(new Tag("1"))))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(code.toString());
  }

  @Test
  void tags_refused_nameThePermissionAndTheParameters() {
    ecr.failing("BatchGetImage", 1, Answers.denied("ecr:BatchGetImage"));
    assertThatThrownBy(() -> destination.tags(APP, Set.of(Tag.LATEST)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("must allow ecr:BatchGetImage")
        .hasMessageContaining("destRoleArn or destCredential");
  }

  @Test
  void ensureRepository_thatExists_changesNothing() {
    ecr.repository("mirror/app");
    assertThat(destination.ensureRepository(APP).test(Tag.LATEST)).isFalse();
    assertThat(ecr.calls).containsExactly("DescribeRepositories");
  }

  @Test
  void ensureRepository_thatIsImmutable_tellsSo() {
    ecr.repository("mirror/app").settings =
        Repository.builder().imageTagMutability(ImageTagMutability.IMMUTABLE).build();
    assertThat(destination.ensureRepository(APP).test(Tag.LATEST)).isTrue();
  }

  @Test
  void ensureRepository_thatIsMissing_isMadeAsTheParametersSay() {
    RepositorySettings settings =
        new RepositorySettings(true, true, Optional.of("arn:aws:kms:k"), Map.of("team", "a"));
    EcrDestination strict = new EcrDestination(ecr, FakeEcr.DESTINATION, settings);
    assertThat(strict.ensureRepository(APP).test(Tag.LATEST)).isTrue();
    CreateRepositoryRequest request = ecr.created.getFirst();
    assertThat(request.repositoryName()).isEqualTo("mirror/app");
    assertThat(request.imageScanningConfiguration().scanOnPush()).isTrue();
    assertThat(request.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
    assertThat(request.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.KMS);
    assertThat(request.encryptionConfiguration().kmsKey()).isEqualTo("arn:aws:kms:k");
    assertThat(request.tags()).map(tag -> tag.key() + "=" + tag.value()).containsExactly("team=a");
  }

  @Test
  void ensureRepository_withoutWishes_leavesEncryptionAndTagsToEcr() {
    assertThat(destination.ensureRepository(APP).test(Tag.LATEST)).isFalse();
    CreateRepositoryRequest request = ecr.created.getFirst();
    assertThat(request.encryptionConfiguration()).isNull();
    assertThat(request.hasTags()).isFalse();
  }

  @Test
  void ensureRepository_thatSomebodyMakesMeanwhile_takesTheirs() {
    ecr.repository("mirror/app").settings =
        Repository.builder().imageTagMutability(ImageTagMutability.IMMUTABLE).build();
    ecr.failing("DescribeRepositories", 1, RepositoryNotFoundException.builder().build());
    assertThat(destination.ensureRepository(APP).test(Tag.LATEST)).isTrue();
    assertThat(ecr.calls)
        .containsExactly("DescribeRepositories", "CreateRepository", "DescribeRepositories");
  }

  @Test
  void ensureRepository_thatComesAndGoes_isTransient() {
    ecr.failing("CreateRepository", 1, RepositoryAlreadyExistsException.builder().build());
    assertThatThrownBy(() -> destination.ensureRepository(APP))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("mirror/app exists for one call");
  }

  @Test
  void ensureRepository_beyondTheLimitOfTheAccount_isPermanent() {
    ecr.failing(
        "CreateRepository",
        1,
        LimitExceededException.builder()
            .statusCode(400)
            .awsErrorDetails(Answers.details("LimitExceededException", "too many repositories"))
            .build());
    assertThatThrownBy(() -> destination.ensureRepository(APP))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("too many repositories");
  }

  @Test
  void images_areThoseThatAreThere_askedForByTheHundred() {
    ecr.with("mirror/app", "1", 1).with("mirror/app", "2", 150);
    Set<Digest> wanted = IntStream.rangeClosed(1, 150).mapToObj(n -> digest(n)).collect(toSet());

    assertThat(destination.images(APP, wanted)).containsOnly(digest(1), digest(150));
    assertThat(ecr.asked).hasSize(2);
  }

  @Test
  void images_ofARepositoryThatIsMissing_areNone() {
    assertThat(destination.images(APP, Set.of(digest(1)))).isEmpty();
  }

  @Test
  void putTag_ofAnImageThatIsThere_putsItsManifestAgain() {
    ecr.with("mirror/app", "1", 1);
    assertThat(destination.putTag(APP, digest(1), new Tag("latest"))).isTrue();
    assertThat(ecr.put.getFirst().imageManifest()).isEqualTo("manifest of " + digest(1));
    assertThat(ecr.put.getFirst().imageManifestMediaType())
        .isEqualTo("application/vnd.oci.image.index.v1+json");
    assertThat(destination.tags(APP)).containsEntry(new Tag("latest"), digest(1));
  }

  @Test
  void putTag_ofAnImageThatIsMissing_isFalse() {
    assertThat(destination.putTag(APP, digest(1), Tag.LATEST)).isFalse();
    ecr.repository("mirror/app");
    assertThat(destination.putTag(APP, digest(1), Tag.LATEST)).isFalse();
    assertThat(ecr.put).isEmpty();
  }

  @Test
  void putTag_thatIsThereAlready_isTrue() {
    ecr.with("mirror/app", "1", 1)
        .failing("PutImage", 1, ImageAlreadyExistsException.builder().build());
    assertThat(destination.putTag(APP, digest(1), new Tag("1"))).isTrue();
  }

  @Test
  void putTag_thatIsImmutable_isPermanentAndSaysSo() {
    ecr.with("mirror/app", "1", 1)
        .failing("PutImage", 1, ImageTagAlreadyExistsException.builder().build());
    assertThatThrownBy(() -> destination.putTag(APP, digest(1), new Tag("1")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("tag 1 of")
        .hasMessageContaining("mirror/app is immutable");
  }

  @Test
  void putTag_ofAnImageThatIsNotWhole_isFalse() {
    List<EcrException> answers =
        List.of(
            (EcrException) LayersNotFoundException.builder().build(),
            (EcrException) ReferencedImagesNotFoundException.builder().build(),
            (EcrException) ImageDigestDoesNotMatchException.builder().build());
    ecr.with("mirror/app", "1", 1);
    for (int call = 0; call < answers.size(); call++) {
      ecr.failing("PutImage", call + 1, answers.get(call));
      assertThat(destination.putTag(APP, digest(1), new Tag("2"))).isFalse();
    }
  }

  @Test
  void putTag_whenThrottled_isTransient() {
    ecr.with("mirror/app", "1", 1).failing("PutImage", 1, Answers.throttled());
    assertThatThrownBy(() -> destination.putTag(APP, digest(1), new Tag("2")))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("ecr:PutImage");
  }

  private static Digest digest(int number) {
    return new Digest(FakeEcr.digest(number));
  }
}
