package replicator.settings;

/**
 * The ECR that keeps the copies.
 *
 * @param prefix of its repositories, as typed; may be empty
 * @param created what repositories are like that the stack makes
 */
public record DestinationSettings(
    EcrLocation location, EcrAccess access, String prefix, RepositorySettings created) {}
