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
        if (refused.status() != 404) {
          throw failure(registry, refused);
        }
        requireTold(refused);
        yield List.of();
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
    list(registry, name)
        .refusal()
        .filter(refused -> refused.status() != 401 && refused.status() != 403)
        .ifPresent(TagList::requireTold);
  }

  private static void requireTold(Listing.Refused refused) {
    if (!refused.told()) {
      throw new TransientFailure(
          "%s: status %d, but not from a registry".formatted(refused.request(), refused.status()));
    }
  }

  private static PagedList list(Registry registry, RepositoryName name) {
    return new PagedList(registry, "/v2/" + name + "/tags/list", "tags", Scopes.pull(name));
  }

  private static PermanentFailure failure(Registry registry, Listing.Refused refused) {
    return switch (refused.status()) {
      case 401, 403 -> registry.refusal(refused.request(), refused.status(), refused.forPassword());
      default -> Refusal.ofStatus(refused.request(), refused.status());
    };
  }
}
