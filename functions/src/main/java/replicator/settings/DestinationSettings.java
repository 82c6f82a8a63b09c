package replicator.settings;

import java.util.Optional;

/**
 * The ECR that keeps the copies.
 *
 * @param prefix of its repositories, as typed; may be empty
 * @param created what repositories are like that the stack makes
 * @param signingProfile ARN of what ECR signs the copies with; absent: it signs none
 */
public record DestinationSettings(
    EcrLocation location,
    EcrAccess access,
    String prefix,
    RepositorySettings created,
    Optional<String> signingProfile) {}
