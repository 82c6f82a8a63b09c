package replicator.registry;

import java.util.List;
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

  /**
   * None if there is no such repository.
   *
   * @throws Refusal if the registry does not list them
   */
  static List<Tag> read(Registry registry, RepositoryName name) {
    return switch (list(registry, name).read()) {
      case Listing.Names listed ->
          ListedNames.parsed(
              name,
              "tag",
              listed.names().stream().filter(text -> !text.startsWith("sha256:")).toList(),
              Tag::parse);
      case Listing.Refused refused -> {
        requireRegistry(refused);
        if (refused.status() == 404) {
          yield List.of();
        }
        throw failure(registry, refused);
      }
    };
  }

  /**
   * A manifest that is missing has no body that would tell a registry's 404 from a gateway's; a
   * list has.
   *
   * @throws TransientFailure if it is not the registry that answers
   */
  static void requireRegistry(Registry registry, RepositoryName name) {
    list(registry, name).refusal().ifPresent(TagList::requireRegistry);
  }

  private static void requireRegistry(Listing.Refused refused) {
    if (refused.status() == 404 && !refused.told()) {
      throw new TransientFailure(refused.request() + ": status 404, but not from a registry");
    }
  }

  private static PagedList list(Registry registry, RepositoryName name) {
    return new PagedList(registry, "/v2/" + name + "/tags/list", "tags", Scopes.pull(name));
  }

  private static PermanentFailure failure(Registry registry, Listing.Refused refused) {
    return switch (refused.status()) {
      case 401, 403 ->
          Refusal.ofRequest(
              refused.request(), refused.status(), refused.forPassword(), registry.login());
      default -> Refusal.ofStatus(refused.request(), refused.status());
    };
  }
}
