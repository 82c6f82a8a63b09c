package replicator.ecr;

import java.util.Optional;
import replicator.plan.DestinationNames;
import replicator.settings.DestinationSettings;
import replicator.settings.EcrAccess;
import replicator.settings.EcrLocation;
import replicator.settings.SourceSettings;

/**
 * One of the two registries, and which of the stack's parameters lead there: messages name them.
 *
 * @param parameters what the names of these parameters begin with: {@code src} or {@code dest}
 * @param repositoryPrefix what names of repositories begin with if the stack looks at them; empty
 *     for all
 * @param key that encrypts repositories which the stack makes, its ARN
 * @param signingProfile with which ECR signs what is pushed, its ARN
 */
public record EcrSide(
    String parameters,
    EcrLocation location,
    EcrAccess access,
    String repositoryPrefix,
    Optional<String> key,
    Optional<String> signingProfile) {

  EcrSide(String parameters, EcrLocation location, EcrAccess access) {
    this(parameters, location, access, "", Optional.empty(), Optional.empty());
  }

  public static EcrSide of(SourceSettings.Ecr source) {
    return new EcrSide("src", source.location(), source.access());
  }

  public static EcrSide of(DestinationSettings destination) {
    return new EcrSide(
        "dest",
        destination.location(),
        destination.access(),
        new DestinationNames(destination.prefix()).beginning(),
        destination.created().kmsKey(),
        destination.signingProfile());
  }

  /** What a person can do when an action on a repository is refused. */
  String help(String action) {
    return switch (access) {
      case EcrAccess.Own() ->
          "the role of the function and, in another account, the policy of the repository must"
              + " allow %s; or give %sRoleArn or %sCredential"
                  .formatted(action, parameters, parameters);
      case EcrAccess.Key(var credential) ->
          "the access key in %s must be one that works in %s, of a user who may do %s"
              .formatted(credential.parameter(), location.region(), action);
      case EcrAccess.Role role ->
          "the role in %sRoleArn must allow %s".formatted(parameters, action);
    };
  }

  /**
   * What a person can do when listing all repositories is refused, which no repository's policy can
   * allow.
   */
  String helpListing() {
    return access instanceof EcrAccess.Own
        ? "in another account, srcList ALL needs a registry policy (version V2) that allows"
            + " ecr:DescribeRepositories, or %sRoleArn or %sCredential; SELECTED without patterns"
                .formatted(parameters, parameters)
            + " of repositories does without"
        : help("ecr:DescribeRepositories");
  }

  /** What a person can do when the role of the registry's account may not be assumed. */
  String helpAssuming() {
    return "the trust policy of the role in %sRoleArn must name the roles of the functions, and"
            .formatted(parameters)
        + " the external id it asks for must be %sRoleExternalId".formatted(parameters);
  }
}
