package replicator.ecr;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import replicator.aws.AwsCall;
import replicator.failure.InvalidParameter;
import replicator.failure.TransientFailure;
import replicator.image.RepositoryName;
import replicator.settings.RepositorySettings;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidTagParameterException;
import software.amazon.awssdk.services.ecr.model.KmsException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TooManyTagsException;

/** Finds repositories by name, and makes those that are missing. */
final class EcrRepositories {
  private final EcrRegistry registry;
  private final RepositorySettings created;

  EcrRepositories(EcrRegistry registry, RepositorySettings created) {
    this.registry = registry;
    this.created = created;
  }

  Predicate<replicator.image.Tag> ensure(RepositoryName name) {
    return TagMutability.immutable(
        find(name)
            .or(() -> create(name))
            // Somebody else was quicker.
            .or(() -> find(name))
            .orElseThrow(
                () ->
                    new TransientFailure(
                        "repository %s/%s exists for one call of ECR and not for another"
                            .formatted(registry.host(), name))));
  }

  private Optional<Repository> find(RepositoryName name) {
    try {
      return registry
          .call(
              "ecr:DescribeRepositories",
              name,
              client ->
                  client.describeRepositories(
                      request -> request.registryId(registry.id()).repositoryNames(name.value())))
          .repositories()
          .stream()
          .findFirst();
    } catch (RepositoryNotFoundException e) {
      return Optional.empty();
    }
  }

  private Optional<Repository> create(RepositoryName name) {
    return registry.call(
        "ecr:CreateRepository", name, client -> tryToCreate(client, request(name)));
  }

  private Optional<Repository> tryToCreate(EcrClient client, CreateRepositoryRequest request) {
    try {
      return Optional.of(client.createRepository(request).repository());
    } catch (RepositoryAlreadyExistsException e) {
      return Optional.empty();
    } catch (KmsException e) {
      String expected =
          "an enabled symmetric key of %s that whoever pushes may use. %s"
              .formatted(registry.side().location().region(), told(request, e));
      throw created
          .kmsKey()
          .<RuntimeException>map(key -> new InvalidParameter("destKmsKeyArn", key, expected))
          .orElse(e);
    } catch (InvalidTagParameterException | TooManyTagsException e) {
      throw new InvalidParameter(
          "destTags",
          new TreeMap<>(created.tags())
              .entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(",")),
          "key=value pairs that ECR takes as tags of a repository. " + told(request, e));
    }
  }

  private String told(CreateRepositoryRequest request, EcrException refusal) {
    String repository = registry.host() + "/" + request.repositoryName();
    RuntimeException failure = AwsCall.of("ecr:CreateRepository", repository).failure(refusal);
    return String.valueOf(failure.getMessage());
  }

  private CreateRepositoryRequest request(RepositoryName name) {
    CreateRepositoryRequest.Builder request =
        CreateRepositoryRequest.builder()
            .registryId(registry.id())
            .repositoryName(name.value())
            .imageScanningConfiguration(scanning -> scanning.scanOnPush(created.scanOnPush()))
            .imageTagMutability(
                created.immutableTags()
                    ? ImageTagMutability.IMMUTABLE
                    : ImageTagMutability.MUTABLE);
    created
        .kmsKey()
        .ifPresent(
            key ->
                request.encryptionConfiguration(
                    encryption -> encryption.encryptionType(EncryptionType.KMS).kmsKey(key)));
    List<Tag> tags = created.tags().entrySet().stream().map(EcrRepositories::tag).toList();
    return (tags.isEmpty() ? request : request.tags(tags)).build();
  }

  private static Tag tag(Map.Entry<String, String> tag) {
    return Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
  }
}
