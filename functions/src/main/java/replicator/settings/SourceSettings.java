package replicator.settings;

import java.util.Optional;
import replicator.image.RegistryHost;

/** Where images come from: the parameter sourceType and those that go with it. */
public sealed interface SourceSettings {
  /** Amazon_ECR. */
  record Ecr(EcrLocation location) implements SourceSettings {}

  /** Public: Docker Hub where an image names no registry. */
  record Public() implements SourceSettings {}

  /**
   * Private.
   *
   * @param basePath in front of every repository name, without slashes at its ends
   */
  record Private(RegistryHost host, Optional<String> basePath) implements SourceSettings {}
}
