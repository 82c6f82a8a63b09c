package replicator.run;

import replicator.settings.AwsRegion;

/** What people know the stack by, for messages. */
public record Stack(String name, String region) {
  String execution(String arn) {
    return "https://%s.%s/states/home?region=%s#/v2/executions/details/%s"
        .formatted(region, console(), region, arn);
  }

  /** Each partition has its own. */
  private String console() {
    return switch (new AwsRegion(region).partition()) {
      case "aws-cn" -> "console.amazonaws.cn";
      case "aws-us-gov" -> "console.amazonaws-us-gov.com";
      default -> "console.aws.amazon.com";
    };
  }
}
