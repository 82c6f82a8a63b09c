package replicator.settings;

import java.util.Optional;
import replicator.credential.CredentialName;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;

/** Where images come from: the parameter sourceType and those that go with it. */
public sealed interface SourceSettings {
  /** Amazon_ECR. */
  record Ecr(EcrLocation location, EcrAccess access) implements SourceSettings {}

  /**
   * Public: Docker Hub where an image names no registry.
   *
   * @param login for Docker Hub, so that pulls count for its account
   */
  record Public(Optional<CredentialName> login) implements SourceSettings {}

  /**
   * Private.
   *
   * @param basePath in front of every repository name
   */
  record Private(
      RegistryHost host, Optional<RepositoryName> basePath, Optional<CredentialName> login)
      implements SourceSettings {}
}
