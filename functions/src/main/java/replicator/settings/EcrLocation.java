package replicator.settings;

import replicator.image.RegistryHost;

/** The private ECR registry that an account has in a region; the partition follows the region. */
public record EcrLocation(Account account, AwsRegion region) {
  /**
   * Its host name: <a
   * href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html">Private
   * registry</a>.
   */
  public RegistryHost host() {
    return new RegistryHost(
        "%s.dkr.ecr.%s.%s".formatted(account.id(), region.id(), region.domain()));
  }
}
