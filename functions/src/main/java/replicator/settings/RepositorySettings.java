package replicator.settings;

import java.util.Map;
import java.util.Optional;

/**
 * What a repository is like that the stack makes: <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html">CreateRepository</a>.
 *
 * @param kmsKey ARN of a customer key; absent: ECR's own encryption
 */
public record RepositorySettings(
    boolean scanOnPush, boolean immutableTags, Optional<String> kmsKey, Map<String, String> tags) {
  public RepositorySettings {
    tags = Map.copyOf(tags);
  }
}
