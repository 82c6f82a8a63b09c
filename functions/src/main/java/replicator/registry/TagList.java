package replicator.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
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
 * index so. So is any other text that the grammar of tags does not allow, with a line in the log:
 * ECR has such tags, and <a href="https://github.com/containers/skopeo/issues/2542">skopeo</a>
 * cannot copy them. Where no text is a tag the whole list is not believed.
 */
final class TagList {
  private static final Logger LOG = Logger.getLogger(TagList.class.getName());

  private TagList() {}

  /** Empty if there is no such repository. */
  static Optional<List<Tag>> read(Registry registry, RepositoryName name) {
    String path = "/v2/" + name + "/tags/list";
    return switch (new PagedList(registry, path, "tags", Scopes.pull(name)).read()) {
      case Listing.Names listed ->
          Optional.of(
              tags(
                  name,
                  listed.names().stream().filter(text -> !text.startsWith("sha256:")).toList()));
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

  private static List<Tag> tags(RepositoryName name, List<String> listed) {
    List<Tag> tags = new ArrayList<>();
    List<String> others = new ArrayList<>();
    listed.forEach(text -> Tag.parse(text).ifPresentOrElse(tags::add, () -> others.add(text)));
    if (others.isEmpty()) {
      return tags;
    }
    String found =
        "%s: the registry lists %s, which is no tag"
            .formatted(name, RequestDescription.quoted(others.getFirst()));
    if (tags.isEmpty()) {
      throw new PermanentFailure(found);
    }
    LOG.warning(
        "%s: left out, as are all such, %d of %d".formatted(found, others.size(), listed.size()));
    return tags;
  }
}
