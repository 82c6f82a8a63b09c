package replicator.ecr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import replicator.settings.Account;
import replicator.settings.AwsRegion;
import replicator.settings.EcrAccess;
import replicator.settings.EcrLocation;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.ecr.model.ListImagesResponse;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** A registry in memory: what the adapters need of ECR, in pages, and with faults on demand. */
final class FakeEcr implements EcrClient {
  static final EcrLocation LOCATION =
      new EcrLocation(new Account("111122223333"), new AwsRegion("eu-west-1"));
  static final EcrSide SOURCE = new EcrSide("src", LOCATION, new EcrAccess.Own());
  static final EcrSide DESTINATION = new EcrSide("dest", LOCATION, new EcrAccess.Own());
  static final Instant PUSHED = Instant.parse("2026-11-24T05:00:00Z");

  final Map<String, Content> repositories = new TreeMap<>();
  final List<String> calls = new ArrayList<>();
  final List<CreateRepositoryRequest> created = new ArrayList<>();
  final List<PutImageRequest> put = new ArrayList<>();
  final List<BatchGetImageRequest> asked = new ArrayList<>();
  int pageSize = 3;

  /** Whether BatchGetImage names an image once, whatever number of its tags was asked for. */
  boolean namesImagesOnce;

  /** Whether BatchGetImage says nothing of what it was asked for. */
  boolean silent;

  private final Map<String, RuntimeException> faults = new HashMap<>();

  /** What a repository has. */
  static final class Content {
    final Map<String, String> tags = new TreeMap<>();
    final Set<String> digests = new TreeSet<>();
    final Map<String, ImageStatus> inactive = new TreeMap<>();
    final Map<String, ImageFailureCode> failing = new HashMap<>();
    Repository settings =
        Repository.builder().imageTagMutability(ImageTagMutability.MUTABLE).build();

    @Nullable String digestOf(ImageIdentifier id) {
      String digest = id.imageTag() == null ? id.imageDigest() : tags.get(id.imageTag());
      return digest != null && digests.contains(digest) ? digest : null;
    }
  }

  static String digest(int number) {
    return "sha256:%064x".formatted(number);
  }

  Content repository(String name) {
    return repositories.computeIfAbsent(name, each -> new Content());
  }

  FakeEcr with(String repository, String tag, int image) {
    Content content = repository(repository);
    content.digests.add(digest(image));
    content.tags.put(tag, digest(image));
    return this;
  }

  /** The nth call of an action, counted from 1, fails. */
  FakeEcr failing(String action, int nth, RuntimeException fault) {
    faults.put(action + " " + nth, fault);
    return this;
  }

  private void called(String action, @Nullable String registryId) {
    if (!LOCATION.account().id().equals(registryId)) {
      throw new AssertionError(action + " without registryId, or of another: " + registryId);
    }
    calls.add(action);
    long nth = calls.stream().filter(action::equals).count();
    Optional.ofNullable(faults.get(action + " " + nth))
        .ifPresent(
            fault -> {
              throw fault;
            });
  }

  private Content found(String repository) {
    Content content = repositories.get(repository);
    if (content == null) {
      throw RepositoryNotFoundException.builder().message("no " + repository).build();
    }
    return content;
  }

  private record Page<T>(List<T> items, @Nullable String next) {}

  private <T> Page<T> page(List<T> all, @Nullable String token) {
    int from = token == null ? 0 : Integer.parseInt(token);
    int to = Math.min(from + pageSize, all.size());
    return new Page<>(all.subList(from, to), to < all.size() ? String.valueOf(to) : null);
  }

  @Override
  public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest request) {
    called("DescribeRepositories", request.registryId());
    List<Repository> all = new ArrayList<>();
    if (request.hasRepositoryNames()) {
      request.repositoryNames().forEach(name -> all.add(described(name, found(name))));
    } else {
      repositories.forEach((name, content) -> all.add(described(name, content)));
    }
    Page<Repository> page = page(all, request.nextToken());
    return DescribeRepositoriesResponse.builder()
        .repositories(page.items())
        .nextToken(page.next())
        .build();
  }

  private static Repository described(String name, Content content) {
    return content.settings.toBuilder().repositoryName(name).build();
  }

  @Override
  public ListImagesResponse listImages(ListImagesRequest request) {
    called("ListImages", request.registryId());
    Content content = found(request.repositoryName());
    boolean any = request.filter().imageStatus() == ImageStatusFilter.ANY;
    List<ImageIdentifier> all = new ArrayList<>();
    content.tags.forEach(
        (tag, digest) -> {
          if (any || !content.inactive.containsKey(digest)) {
            all.add(ImageIdentifier.builder().imageTag(tag).imageDigest(digest).build());
          }
        });
    Page<ImageIdentifier> page = page(all, request.nextToken());
    return ListImagesResponse.builder().imageIds(page.items()).nextToken(page.next()).build();
  }

  @Override
  public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
    called("DescribeImages", request.registryId());
    Content content = found(request.repositoryName());
    if (!request.hasImageIds()) {
      Page<ImageDetail> page =
          page(
              content.digests.stream().map(each -> detail(content, each)).toList(),
              request.nextToken());
      return DescribeImagesResponse.builder()
          .imageDetails(page.items())
          .nextToken(page.next())
          .build();
    }
    if (request.imageIds().size() > 100) {
      throw InvalidParameterException.builder().message("more than 100 imageIds").build();
    }
    Set<String> named = new TreeSet<>();
    for (ImageIdentifier id : request.imageIds()) {
      String digest = content.digestOf(id);
      if (digest == null) {
        throw ImageNotFoundException.builder().message("no " + id).build();
      }
      named.add(digest);
    }
    return DescribeImagesResponse.builder()
        .imageDetails(named.stream().map(each -> detail(content, each)).toList())
        .build();
  }

  /** The number of the image is its size in bytes and the minutes from {@link #PUSHED}. */
  private static ImageDetail detail(Content content, String digest) {
    long number = Long.parseLong(digest.substring(digest.length() - 8), 16);
    return ImageDetail.builder()
        .imageDigest(digest)
        .imageTags(
            content.tags.keySet().stream()
                .filter(tag -> digest.equals(content.tags.get(tag)))
                .toList())
        .imageSizeInBytes(number == 0 ? null : number)
        .imagePushedAt(PUSHED.plusSeconds(60 * number))
        .imageStatus(content.inactive.getOrDefault(digest, ImageStatus.ACTIVE))
        .build();
  }

  @Override
  public BatchGetImageResponse batchGetImage(BatchGetImageRequest request) {
    called("BatchGetImage", request.registryId());
    asked.add(request);
    Content content = found(request.repositoryName());
    if (request.imageIds().size() > 100) {
      throw InvalidParameterException.builder().message("more than 100 imageIds").build();
    }
    List<Image> images = new ArrayList<>();
    List<ImageFailure> failures = new ArrayList<>();
    for (ImageIdentifier id : request.imageIds()) {
      String digest = content.digestOf(id);
      ImageFailureCode failure =
          content.failing.getOrDefault(
              id.imageTag() == null ? id.imageDigest() : id.imageTag(),
              ImageFailureCode.IMAGE_NOT_FOUND);
      if (digest == null || failure != ImageFailureCode.IMAGE_NOT_FOUND) {
        failures.add(
            ImageFailure.builder()
                .imageId(id)
                .failureCode(failure)
                .failureReason("because")
                .build());
      } else {
        images.add(
            Image.builder()
                .imageId(id.toBuilder().imageDigest(digest).build())
                .imageManifest("manifest of " + digest)
                .imageManifestMediaType("application/vnd.oci.image.index.v1+json")
                .build());
      }
    }
    if (namesImagesOnce) {
      Set<String> named = new TreeSet<>();
      images.removeIf(image -> !named.add(image.imageId().imageDigest()));
    }
    return silent
        ? BatchGetImageResponse.builder().build()
        : BatchGetImageResponse.builder().images(images).failures(failures).build();
  }

  @Override
  public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
    called("CreateRepository", request.registryId());
    created.add(request);
    if (repositories.containsKey(request.repositoryName())) {
      throw RepositoryAlreadyExistsException.builder().message("there").build();
    }
    repository(request.repositoryName()).settings =
        Repository.builder().imageTagMutability(request.imageTagMutability()).build();
    return CreateRepositoryResponse.builder()
        .repository(described(request.repositoryName(), found(request.repositoryName())))
        .build();
  }

  @Override
  public PutImageResponse putImage(PutImageRequest request) {
    called("PutImage", request.registryId());
    found(request.repositoryName()).tags.put(request.imageTag(), request.imageDigest());
    put.add(request);
    return PutImageResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "ecr";
  }

  @Override
  public void close() {}
}
