package replicator.ecr;

import java.util.List;
import java.util.stream.Collectors;
import replicator.settings.EcrLocation;

/**
 * What an assumed role is narrowed to, however much it may do: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session">session
 * policies</a>. A registry token carries these limits, too.
 */
public enum SessionPolicy {
  /** List the repositories and images of a source. */
  LIST("ecr:DescribeRepositories", "ecr:ListImages", "ecr:DescribeImages"),
  /** List the tags of repositories that are known by name. */
  LIST_TAGS("ecr:ListImages"),
  /** Look at images by name. */
  LOOK("ecr:BatchGetImage"),
  /** Get a token that pulls. */
  PULL("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"),
  /** Make repositories and put tags, and get a token that pushes. */
  PUSH(
      "ecr:DescribeRepositories",
      "ecr:CreateRepository",
      "ecr:TagResource",
      "ecr:BatchGetImage",
      "ecr:PutImage",
      "ecr:BatchCheckLayerAvailability",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:UploadLayerPart",
      "ecr:CompleteLayerUpload"),
  /** Both of these, where both sides are one registry: its token pulls from every repository. */
  PULL_AND_PUSH(PUSH);

  /** For making a repository with a customer key. */
  private static final String KEY_ACTIONS =
      quoted(List.of("kms:DescribeKey", "kms:CreateGrant", "kms:RetireGrant"));

  /** For ECR's managed signing, which signs in the name of whoever pushes. */
  private static final String SIGNING_ACTION = quoted(List.of("signer:SignPayload"));

  private final String actions;

  SessionPolicy(String... actions) {
    this.actions = quoted(List.of(actions));
  }

  SessionPolicy(SessionPolicy one) {
    this.actions = one.actions;
  }

  /** The policy's document for a registry; ARNs are those of its partition. */
  String document(EcrSide side) {
    boolean pushes = this == PUSH || this == PULL_AND_PUSH;
    StringBuilder statements =
        new StringBuilder(allow(actions, repositories(side, side.repositoryPrefix())));
    if (this == PULL_AND_PUSH) {
      statements.append(",").append(allow(PULL.actions, repositories(side, "")));
    }
    if (this == PULL || pushes) {
      statements.append(",").append(allow("\"ecr:GetAuthorizationToken\"", "*"));
    }
    if (pushes) {
      side.key().ifPresent(key -> statements.append(",").append(allowKey(side, key)));
      side.signingProfile()
          .ifPresent(profile -> statements.append(",").append(allow(SIGNING_ACTION, profile)));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(statements);
  }

  private static String repositories(EcrSide side, String prefix) {
    EcrLocation location = side.location();
    return "arn:%s:ecr:%s:%s:repository/%s*"
        .formatted(
            location.region().partition(), location.region().id(), location.account().id(), prefix);
  }

  private static String quoted(List<String> actions) {
    return actions.stream().map(action -> "\"" + action + "\"").collect(Collectors.joining(","));
  }

  /** Through ECR alone, whose domain is another one in China. */
  private static String allowKey(EcrSide side, String key) {
    String ecr =
        "{\"StringLike\":{\"kms:ViaService\":\"ecr.%s.amazonaws.com*\"}}"
            .formatted(side.location().region().id());
    return "{\"Effect\":\"Allow\",\"Action\":[%s],\"Resource\":\"%s\",\"Condition\":%s}"
        .formatted(KEY_ACTIONS, key, ecr);
  }

  private static String allow(String actions, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":[%s],\"Resource\":\"%s\"}"
        .formatted(actions, resource);
  }
}
