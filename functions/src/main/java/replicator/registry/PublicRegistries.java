package replicator.registry;

import java.util.List;
import java.util.Optional;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;
import replicator.image.Repository;
import replicator.selection.TagChoice;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/** Registries that let everybody pull. */
public final class PublicRegistries implements SourceRegistry {
  private final Registries registries;
  private final Optional<Login> dockerHub;

  /**
   * @param dockerHub login, so that pulls count for its account; no other registry sees it
   */
  public PublicRegistries(Registries registries, Optional<Login> dockerHub) {
    this.registries = registries;
    this.dockerHub = dockerHub;
  }

  /**
   * @throws PermanentFailure always: nobody can copy all of a public registry
   */
  @Override
  public List<Repository> repositories() {
    throw new PermanentFailure(
        "a public registry does not list its repositories: list the images in srcImageList with srcList SELECTED");
  }

  @Override
  public SourceImages images(Repository repository, TagChoice choice) {
    return registries.images(
        repository, dockerHub.filter(given -> repository.registry().isDockerHub()), choice);
  }
}
