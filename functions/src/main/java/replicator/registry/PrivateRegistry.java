package replicator.registry;

import java.util.List;
import java.util.Optional;
import replicator.credential.Credential.Login;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.selection.TagChoice;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/**
 * A private registry. The names of its repositories are complete: each begins with the base path.
 */
public final class PrivateRegistry implements SourceRegistry {
  private final Registries registries;
  private final RegistryHost host;
  private final Optional<RepositoryName> basePath;
  private final Optional<Login> login;

  /**
   * @param basePath {@link #repositories} answers with what is beneath it only
   * @param login that no other registry sees
   */
  public PrivateRegistry(
      Registries registries,
      RegistryHost host,
      Optional<RepositoryName> basePath,
      Optional<Login> login) {
    this.registries = registries;
    this.host = host;
    this.basePath = basePath;
    this.login = login;
  }

  @Override
  public List<Repository> repositories() {
    return Catalog.read(registries.registry(host, login), host, basePath);
  }

  @Override
  public SourceImages images(Repository repository, TagChoice choice) {
    return registries.images(
        repository, login.filter(given -> repository.registry().equals(host)), choice);
  }
}
