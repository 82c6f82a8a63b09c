package replicator.ecr;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.settings.RepositorySettings;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.ReferencedImagesNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Amazon ECR as the destination. */
public final class EcrDestination implements DestinationRegistry {
  private final EcrRegistry registry;
  private final EcrImages images;
  private final EcrManifests manifests;
  private final EcrRepositories repositories;

  /**
   * @param created what repositories are like that are made here
   */
  public EcrDestination(EcrClient client, EcrSide side, RepositorySettings created) {
    this.registry = new EcrRegistry(client, side);
    this.images = new EcrImages(registry);
    this.manifests = new EcrManifests(registry);
    this.repositories = new EcrRepositories(registry, created);
  }

  @Override
  public RegistryHost host() {
    return registry.host();
  }

  @Override
  public Map<Tag, Digest> tags(RepositoryName repository) {
    try {
      // ANY: a lifecycle policy may archive copies that nobody pulls; they need not come again.
      return images.tags(repository, ImageStatusFilter.ANY).entrySet().stream()
          .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().digest()));
    } catch (RepositoryNotFoundException e) {
      return Map.of();
    }
  }

  @Override
  public Map<Tag, Digest> tags(RepositoryName repository, Set<Tag> wanted) {
    Map<Tag, Digest> tags = new HashMap<>();
    try {
      wanted.stream()
          .gather(Gatherers.windowFixed(EcrImages.PIECE))
          .forEach(piece -> read(repository, piece, tags));
      return tags;
    } catch (RepositoryNotFoundException e) {
      return Map.of();
    }
  }

  private void read(RepositoryName repository, List<Tag> piece, Map<Tag, Digest> tags) {
    EcrManifests.Answer answer =
        manifests.get(repository, piece.stream().map(EcrImages::id).toList());
    Set<Tag> unanswered = new HashSet<>(piece);
    for (Image image : answer.images()) {
      Tag tag = new Tag(image.imageId().imageTag());
      tags.put(tag, new Digest(image.imageId().imageDigest()));
      unanswered.remove(tag);
    }
    answer.missing().forEach(id -> unanswered.remove(new Tag(id.imageTag())));
    if (piece.size() > 1) {
      // Of several tags of one image ECR may name one only.
      unanswered.forEach(tag -> read(repository, List.of(tag), tags));
    } else if (!unanswered.isEmpty()) {
      throw new TransientFailure(
          "ecr:BatchGetImage on %s/%s:%s answered neither an image nor that there is none"
              .formatted(host(), repository, piece.getFirst()));
    }
  }

  @Override
  public Predicate<Tag> ensureRepository(RepositoryName repository) {
    return repositories.ensure(repository);
  }

  @Override
  public Set<Digest> images(RepositoryName repository, Set<Digest> wanted) {
    Set<Digest> images = new HashSet<>(wanted);
    List<ImageIdentifier> ids = wanted.stream().map(EcrImages::id).toList();
    try {
      for (List<ImageIdentifier> piece :
          ids.stream().gather(Gatherers.windowFixed(EcrImages.PIECE)).toList()) {
        manifests
            .get(repository, piece)
            .missing()
            .forEach(id -> images.remove(new Digest(id.imageDigest())));
      }
      return images;
    } catch (RepositoryNotFoundException e) {
      return Set.of();
    }
  }

  @Override
  public boolean putTag(RepositoryName repository, Digest digest, Tag tag) {
    try {
      List<Image> found = manifests.get(repository, List.of(EcrImages.id(digest))).images();
      return !found.isEmpty()
          && registry.call(
              "ecr:PutImage",
              repository,
              client -> put(client, repository, digest, tag, found.getFirst()));
    } catch (RepositoryNotFoundException e) {
      return false;
    }
  }

  private boolean put(
      EcrClient client, RepositoryName repository, Digest digest, Tag tag, Image image) {
    try {
      client.putImage(
          request ->
              request
                  .registryId(registry.id())
                  .repositoryName(repository.value())
                  .imageManifest(image.imageManifest())
                  .imageManifestMediaType(image.imageManifestMediaType())
                  // ECR refuses the manifest if it has another digest.
                  .imageDigest(digest.value())
                  .imageTag(tag.value()));
      return true;
    } catch (ImageAlreadyExistsException e) {
      return true;
    } catch (ImageTagAlreadyExistsException e) {
      throw new PermanentFailure(
          "tag %s of %s/%s is immutable and points to another image"
              .formatted(tag, host(), repository),
          e);
    } catch (LayersNotFoundException
        | ReferencedImagesNotFoundException
        | ImageDigestDoesNotMatchException e) {
      // It is not all there, or not as it was: copying makes it whole.
      return false;
    }
  }
}
