package replicator.names;

import java.util.Optional;
import replicator.image.InvalidReference;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;

/**
 * Names of repositories in a private registry: what follows its host and base path, or the whole.
 */
record PrivateNames(RegistryHost host, Optional<RepositoryName> basePath) implements Names {
  @Override
  public Named named(String name) {
    Repository repository = Repository.parse(whole(name));
    return new Named(repository, path(repository));
  }

  @Override
  public String glob(String name) {
    return whole(name);
  }

  private String whole(String name) {
    String prefix = prefix();
    if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
      return prefix + name.substring(prefix.length());
    }
    if (DockerNames.domain(name).isPresent()) {
      throw new InvalidReference(
          "repository of the source",
          name,
          "a name without registry, or one after %s, since srcRegistry says so".formatted(prefix));
    }
    return prefix + name;
  }

  private String prefix() {
    return host + "/" + basePath.map(path -> path + "/").orElse("");
  }

  @Override
  public boolean covers(Repository repository) {
    return repository.toString().startsWith(prefix());
  }

  @Override
  public String path(Repository repository) {
    return repository.toString().substring(prefix().length());
  }

  @Override
  public boolean listsRepositories() {
    return true;
  }

  @Override
  public String parameters() {
    return "srcRegistry and srcCredential";
  }

  @Override
  public boolean tellsPushTimes() {
    return false;
  }
}
