package replicator.ecr;

import java.util.List;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.ManifestTypes;
import replicator.image.RepositoryName;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/**
 * Manifests by tag or digest: <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html">BatchGetImage</a>.
 */
final class EcrManifests {
  private final EcrRegistry registry;

  EcrManifests(EcrRegistry registry) {
    this.registry = registry;
  }

  /**
   * The images that exist, with their manifests.
   *
   * @param ids at most {@link EcrImages#PIECE}
   */
  Answer get(RepositoryName repository, List<ImageIdentifier> ids) {
    BatchGetImageResponse response =
        registry.call(
            "ecr:BatchGetImage",
            repository,
            client ->
                client.batchGetImage(
                    request ->
                        request
                            .registryId(registry.id())
                            .repositoryName(repository.value())
                            .acceptedMediaTypes(ManifestTypes.ALL)
                            .imageIds(ids)));
    response.failures().forEach(failure -> requireMissing(failure, repository));
    return new Answer(
        response.images(), response.failures().stream().map(ImageFailure::imageId).toList());
  }

  /**
   * @param missing what ECR said it does not have
   */
  record Answer(List<Image> images, List<ImageIdentifier> missing) {}

  private void requireMissing(ImageFailure failure, RepositoryName repository) {
    String message =
        "ecr:BatchGetImage on %s/%s failed: %s %s"
            .formatted(
                registry.host(),
                repository,
                failure.failureCodeAsString(),
                failure.failureReason());
    switch (failure.failureCode()) {
      // INACCESSIBLE: it lies in ECR's archive, where it can be neither pulled nor tagged.
      case IMAGE_NOT_FOUND, IMAGE_INACCESSIBLE -> {}
      case UPSTREAM_TOO_MANY_REQUESTS, UPSTREAM_UNAVAILABLE, UNKNOWN_TO_SDK_VERSION ->
          throw new TransientFailure(message);
      default -> throw new PermanentFailure(message);
    }
  }
}
