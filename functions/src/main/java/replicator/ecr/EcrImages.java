package replicator.ecr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Gatherers;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.selection.TagCandidate;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.TagStatus;
import software.amazon.awssdk.services.ecr.paginators.DescribeImagesIterable;
import software.amazon.awssdk.services.ecr.paginators.ListImagesIterable;

/**
 * What a registry reports about its images without reading a manifest. All methods throw the SDK's
 * RepositoryNotFoundException if there is no such repository.
 */
final class EcrImages {
  /** The most that a page holds. */
  static final int PAGE = 1000;

  /** The most images that one call can ask for by name. */
  static final int PIECE = 100;

  private static final Logger LOG = Logger.getLogger(EcrImages.class.getName());

  private final EcrRegistry registry;

  EcrImages(EcrRegistry registry) {
    this.registry = registry;
  }

  /**
   * Every tag.
   *
   * @param status ACTIVE: those that can be pulled; ANY: those in ECR's archive, too
   */
  Map<Tag, TaggedImage> tags(RepositoryName repository, ImageStatusFilter status) {
    return registry.call(
        "ecr:ListImages", repository, client -> listed(client, repository, status));
  }

  private Map<Tag, TaggedImage> listed(
      EcrClient client, RepositoryName repository, ImageStatusFilter status) {
    Map<Tag, TaggedImage> tags = new HashMap<>();
    ListImagesIterable pages =
        client.listImagesPaginator(
            request ->
                request
                    .registryId(registry.id())
                    .repositoryName(repository.value())
                    .filter(filter -> filter.tagStatus(TagStatus.TAGGED).imageStatus(status))
                    .maxResults(PAGE));
    for (ImageIdentifier id : pages.imageIds()) {
      tag(repository, id.imageTag())
          .map(TagCandidate::of)
          .ifPresent(
              tag -> tags.put(tag.tag(), new TaggedImage(tag, new Digest(id.imageDigest()))));
    }
    return tags;
  }

  /** Every tag that can be pulled, with the time of its push. */
  Map<Tag, TaggedImage> tagsWithPushTimes(RepositoryName repository) {
    return registry.call(
        "ecr:DescribeImages", repository, client -> listedWithPushTimes(client, repository));
  }

  private Map<Tag, TaggedImage> listedWithPushTimes(EcrClient client, RepositoryName repository) {
    Map<Tag, TaggedImage> tags = new HashMap<>();
    DescribeImagesIterable pages =
        client.describeImagesPaginator(
            request ->
                request
                    .registryId(registry.id())
                    .repositoryName(repository.value())
                    .filter(filter -> filter.tagStatus(TagStatus.TAGGED))
                    .maxResults(PAGE));
    for (ImageDetail image : pages.imageDetails()) {
      for (String text : image.imageTags()) {
        tag(repository, text)
            .map(tag -> new TagCandidate(tag, Optional.ofNullable(image.imagePushedAt())))
            .ifPresent(
                tag -> tags.put(tag.tag(), new TaggedImage(tag, new Digest(image.imageDigest()))));
      }
    }
    return tags;
  }

  /** ECR accepts tags that skopeo and others do not, such as one that begins with a hyphen. */
  private static Optional<Tag> tag(RepositoryName repository, String text) {
    Optional<Tag> tag = Tag.parse(text);
    if (tag.isEmpty()) {
      LOG.warning("%s:%s is left out: no client can copy it".formatted(repository, text));
    }
    return tag;
  }

  /** Those of the images that exist. */
  List<ImageDetail> described(RepositoryName repository, List<ImageIdentifier> ids) {
    List<ImageDetail> images = new ArrayList<>();
    ids.stream()
        .gather(Gatherers.windowFixed(PIECE))
        .forEach(piece -> describe(repository, piece, images::addAll));
    return images;
  }

  /** DescribeImages refuses all when one is missing, so that one has to be found by halves. */
  private void describe(
      RepositoryName repository, List<ImageIdentifier> ids, Consumer<List<ImageDetail>> found) {
    Optional<List<ImageDetail>> images =
        registry.call(
            "ecr:DescribeImages", repository, client -> describeAll(client, repository, ids));
    if (images.isPresent()) {
      found.accept(images.get());
    } else if (ids.size() > 1) {
      int half = ids.size() / 2;
      describe(repository, ids.subList(0, half), found);
      describe(repository, ids.subList(half, ids.size()), found);
    }
  }

  private Optional<List<ImageDetail>> describeAll(
      EcrClient client, RepositoryName repository, List<ImageIdentifier> ids) {
    try {
      return Optional.of(
          client
              .describeImages(
                  request ->
                      request
                          .registryId(registry.id())
                          .repositoryName(repository.value())
                          .imageIds(ids))
              .imageDetails());
    } catch (ImageNotFoundException e) {
      return Optional.empty();
    }
  }

  static ImageIdentifier id(Tag tag) {
    return ImageIdentifier.builder().imageTag(tag.value()).build();
  }

  static ImageIdentifier id(Digest digest) {
    return ImageIdentifier.builder().imageDigest(digest.value()).build();
  }
}
