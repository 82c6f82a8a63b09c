package replicator.selection;

import java.util.Locale;
import java.util.Optional;
import replicator.image.Repository;

/**
 * Names of repositories in any public registry, as Docker reads them. Copies are named after what
 * was typed: {@code ubuntu} and {@code docker.io/library/ubuntu} are the same image, kept twice if
 * both are typed.
 */
record PublicNames() implements Names {
  @Override
  public Named named(String name) {
    Repository repository = Repository.parse(DockerNames.whole(name));
    Optional<String> domain = DockerNames.domain(name);
    String path =
        domain
            .map(host -> host.toLowerCase(Locale.ROOT) + name.substring(host.length()))
            .orElse(name);
    return new Named(repository, path);
  }

  /** A leading {@code **} may stand for a registry, too. */
  @Override
  public String glob(String name) {
    return name.startsWith("**") ? name : DockerNames.whole(name);
  }

  @Override
  public boolean covers(Repository repository) {
    return true;
  }

  @Override
  public String path(Repository repository) {
    return repository.toString();
  }

  @Override
  public boolean listsRepositories() {
    return false;
  }

  @Override
  public boolean tellsPushTimes() {
    return false;
  }
}
  @Override
  public String parameters() {
    return "srcImageList";
  }

