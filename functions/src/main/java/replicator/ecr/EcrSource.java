package replicator.ecr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
import replicator.source.SourceImage;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Amazon ECR as a source. No manifest is read: digests and sizes come from its lists. */
public final class EcrSource implements SourceRegistry {
  private final EcrRegistry registry;
  private final EcrImages images;

  public EcrSource(EcrClient client, EcrSide side) {
    this.registry = new EcrRegistry(client, side);
    this.images = new EcrImages(registry);
  }

  @Override
  public List<Repository> repositories() {
    List<Repository> repositories =
        registry.callForAll(
            "ecr:DescribeRepositories",
            registry.side().helpListing(),
            client ->
                client
                    .describeRepositoriesPaginator(
                        request -> request.registryId(registry.id()).maxResults(EcrImages.PAGE))
                    .repositories()
                    .stream()
                    .map(found -> new RepositoryName(found.repositoryName()))
                    .map(name -> new Repository(registry.host(), name))
                    .sorted()
                    .toList());
    if (repositories.isEmpty()) { // A region or an account that was mistyped would look like this.
      throw new PermanentFailure(
          "%s has no repository: check srcRegion and srcAccountId".formatted(registry.host()));
    }
    return repositories;
  }

  @Override
  public SourceImages images(Repository repository, TagChoice choice) {
    try {
      return chosen(repository.name(), choice);
    } catch (RepositoryNotFoundException e) {
      return SourceImages.NONE;
    }
  }

  private SourceImages chosen(RepositoryName repository, TagChoice choice) {
    Map<Tag, Digest> chosen = new TreeMap<>();
    Set<String> matched = new HashSet<>();
    // A call describes up to a hundred images by name, however many the repository has.
    if (choice.rules().isEmpty() && choice.tags().size() <= EcrImages.PIECE) {
      chosen.putAll(named(repository, choice));
    } else {
      Map<Tag, TaggedImage> offered = offered(repository, choice.rules());
      TagChoice.Picked picked =
          choice.pick(offered.values().stream().map(TaggedImage::candidate).toList());
      matched.addAll(picked.matched());
      Stream<Tag> wanted = choice.tags().stream().filter(offered::containsKey);
      Stream.concat(wanted, picked.tags().stream())
          .forEach(tag -> chosen.put(tag, digest(offered, tag)));
      chosen.putAll(named(repository, new TagChoice(Set.of(), choice.digests(), List.of())));
    }
    List<SourceImage> list = new ArrayList<>();
    chosen.forEach((tag, digest) -> list.add(new SourceImage(tag, digest)));
    return new SourceImages(list, matched);
  }

  private Map<Tag, TaggedImage> offered(RepositoryName repository, List<TagRule> rules) {
    return rules.stream().anyMatch(TagRule::needsPushTimes)
        ? images.tagsWithPushTimes(repository)
        : images.tags(repository, ImageStatusFilter.ACTIVE);
  }

  private static Digest digest(Map<Tag, TaggedImage> offered, Tag tag) {
    @Nullable TaggedImage image = offered.get(tag);
    if (image == null) {
      throw new IllegalStateException("a rule picked a tag that was not offered: " + tag);
    }
    return image.digest();
  }

  private Map<Tag, Digest> named(RepositoryName repository, TagChoice choice) {
    List<ImageIdentifier> ids =
        Stream.concat(
                choice.tags().stream().map(EcrImages::id),
                choice.digests().stream().map(EcrImages::id))
            .toList();
    Map<Tag, Digest> named = new HashMap<>();
    for (ImageDetail image : images.described(repository, ids)) {
      if (image.imageStatus() != null && image.imageStatus() != ImageStatus.ACTIVE) {
        continue; // Archived, or on its way back: known by name, but nobody can pull it.
      }
      Digest digest = new Digest(image.imageDigest());
      image.imageTags().stream()
          .flatMap(text -> Tag.parse(text).stream())
          .filter(choice.tags()::contains)
          .forEach(tag -> named.put(tag, digest));
      if (choice.digests().contains(digest)) {
        named.put(TagChoice.tagOf(digest), digest);
      }
    }
    return named;
  }

  /**
   * Of an image for several platforms the largest one's, as <a
   * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html">ECR has
   * it</a>.
   */
  @Override
  public Map<Digest, Long> sizes(Repository repository, Set<Digest> digests) {
    Map<Digest, Long> sizes = new HashMap<>();
    try {
      List<ImageIdentifier> ids = digests.stream().map(EcrImages::id).toList();
      for (ImageDetail image : images.described(repository.name(), ids)) {
        if (image.imageSizeInBytes() != null) {
          sizes.put(new Digest(image.imageDigest()), image.imageSizeInBytes());
        }
      }
    } catch (RepositoryNotFoundException e) {
      // Deleted since its tags were listed: the copies will say so.
    }
    return sizes;
  }
}
