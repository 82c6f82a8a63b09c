package replicator.registry;

import java.util.List;
import java.util.Optional;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.RepositoryName;
import replicator.image.Tag;

/**
 * The <a
 * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags">tags
 * of a repository</a>.
 *
 * <p>A digest among them is left out: <a
 * href="https://github.com/containers/skopeo/issues/2346">Artifactory</a> lists the images of an
 * index so.
 */
final class TagList {
  private TagList() {}

  /** Empty if there is no such repository. */
  static Optional<List<Tag>> read(Registry registry, RepositoryName name) {
    String path = "/v2/" + name + "/tags/list";
    return switch (new PagedList(registry, path, "tags", Scopes.pull(name)).read()) {
      case Listing.Names listed ->
          Optional.of(
              ListedNames.parsed(
                  name,
                  "tag",
                  listed.names().stream().filter(text -> !text.startsWith("sha256:")).toList(),
                  Tag::parse));
      case Listing.Refused refused -> {
        if (refused.status() == 404 && refused.told()) {
          yield Optional.empty();
        }
        throw failure(registry, refused);
      }
    };
  }

  private static RuntimeException failure(Registry registry, Listing.Refused refused) {
    return switch (refused.status()) {
      case 401, 403 ->
          Refusal.ofRequest(
              refused.request(), refused.status(), refused.forPassword(), registry.login());
      case 404 -> new TransientFailure(refused.request() + ": status 404, but not from a registry");
      default ->
          new PermanentFailure("%s: status %d".formatted(refused.request(), refused.status()));
    };
  }
}
