package replicator.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import replicator.failure.PermanentFailure;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;

/**
 * The repositories of a registry by {@code _catalog}, which is <a
 * href="https://distribution.github.io/distribution/spec/api/#listing-repositories">distribution's</a>
 * and not everybody's.
 */
final class Catalog {
  private static final String HELP =
      "use a login that may, or list the images in srcImageList with srcList SELECTED";

  private Catalog() {}

  /**
   * In order.
   *
   * @param basePath those beneath it only
   */
  static List<Repository> read(
      Registry registry, RegistryHost host, Optional<RepositoryName> basePath) {
    String prefix = basePath.map(path -> path + "/").orElse("");
    List<Repository> found =
        ListedNames.parsed(
                host,
                "repository name",
                listed(registry, host).stream().filter(name -> name.startsWith(prefix)).toList(),
                RepositoryName::parse)
            .stream()
            .sorted()
            .map(name -> new Repository(host, name))
            .toList();
    if (found.isEmpty()) { // Some show a login what it may see, if only nothing; Harbor says 401.
      throw new PermanentFailure(
          "%s/%s lists no repository that can be seen: %s".formatted(host, prefix, HELP));
    }
    return found;
  }

  private static Set<String> listed(Registry registry, RegistryHost host) {
    try {
      return switch (new PagedList(registry, "/v2/_catalog", "repositories", Scopes.CATALOG)
          .read()) {
        case Listing.Names names -> names.names();
        case Listing.Refused refused -> throw Refusal.ofStatus(refused.request(), refused.status());
      };
    } catch (Refusal e) { // Of the list, or of a token for it.
      throw new PermanentFailure(
          "%s does not list its repositories (%s): %s".formatted(host, e.getMessage(), HELP));
    }
  }
}
