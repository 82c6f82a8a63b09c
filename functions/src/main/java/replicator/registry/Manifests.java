package replicator.registry;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.InvalidReference;
import replicator.image.ManifestTypes;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.registry.http.Json;
import replicator.registry.http.RegistryRequest;

/**
 * The digests of one repository's manifests, by HEAD, which no registry counts as a pull; by GET
 * where HEAD does not tell.
 */
final class Manifests {
  private static final String ACCEPTED = String.join(", ", ManifestTypes.ALL);

  /** What registries take, ECR among them. */
  private static final int LONGEST_MANIFEST = 4 << 20;

  /**
   * Of a HEAD that may have a GET answered: <a
   * href="https://github.com/crazy-max/diun/issues/1614">Nexus</a> has said 404, and <a
   * href="https://github.com/containerd/containerd/pull/6684">registry.centos.org</a> 403.
   */
  private static final Set<Integer> NO_HEAD = Set.of(403, 404, 405, 501);

  private final Registry registry;
  private final RepositoryName name;

  Manifests(Registry registry, RepositoryName name) {
    this.registry = registry;
    this.name = name;
  }

  /**
   * Empty if the repository does not have it, or does not exist.
   *
   * @throws Refusal if the registry refuses this one
   */
  Optional<Digest> digest(Tag tag) {
    return digest(tag.value());
  }

  /**
   * This digest, if the repository has it.
   *
   * @throws Refusal if the registry refuses it, or has something else there
   */
  Optional<Digest> digest(Digest digest) {
    Optional<Digest> found = digest(digest.value());
    found
        .filter(other -> !other.equals(digest))
        .ifPresent(
            other -> {
              throw Refusal.ofOther(request("HEAD", digest.value()), other);
            });
    return found;
  }

  private Optional<Digest> digest(String reference) {
    RegistryRequest head = request("HEAD", reference);
    HttpResponse<byte[]> answer = registry.ask(head);
    if (answer.statusCode() == 200) {
      return header(answer).or(() -> hashed(reference));
    }
    return mayHaveMeantHead(head, answer) ? hashed(reference) : missing(head, answer);
  }

  /** Docker Hub does not: it would count the GET as a pull, or refuse it if none is left. */
  private static boolean mayHaveMeantHead(RegistryRequest head, HttpResponse<byte[]> answer) {
    return NO_HEAD.contains(answer.statusCode()) && !head.endpoint().registry().isDockerHub();
  }

  private Optional<Digest> hashed(String reference) {
    RegistryRequest get = request("GET", reference);
    HttpResponse<byte[]> answer = registry.ask(get);
    return answer.statusCode() == 200 ? Optional.of(hash(get, answer)) : missing(get, answer);
  }

  private Optional<Digest> missing(RegistryRequest request, HttpResponse<byte[]> answer) {
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    throw failure(request, answer);
  }

  private static Digest hash(RegistryRequest get, HttpResponse<byte[]> answer) {
    Json.required(get, answer);
    if (answer
        .headers()
        .firstValue("content-type")
        .orElse("")
        .startsWith(ManifestTypes.SIGNED_SCHEMA_1)) {
      throw Refusal.ofSchema1(get);
    }
    return Digest.of(answer.body());
  }

  private RegistryRequest request(String method, String reference) {
    String path = "/v2/" + name + "/manifests/" + reference;
    return registry.request(method, path, Scopes.pull(name), ACCEPTED, LONGEST_MANIFEST);
  }

  private static Optional<Digest> header(HttpResponse<byte[]> answer) {
    try {
      return answer
          .headers()
          .firstValue("docker-content-digest")
          .map(String::trim)
          .map(Digest::new);
    } catch (InvalidReference e) {
      return Optional.empty(); // As if it were missing: the bytes themselves tell.
    }
  }

  private PermanentFailure failure(RegistryRequest request, HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    return switch (status) {
      case 401, 403 ->
          registry.refusal(request, status, Challenges.askForPassword(request, answer));
      default ->
          status >= 400 && status < 500
              ? Refusal.ofStatus(request, status)
              : new PermanentFailure("%s: status %d".formatted(request, status));
    };
  }
}
