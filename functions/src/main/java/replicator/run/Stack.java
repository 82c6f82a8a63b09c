package replicator.run;

import replicator.settings.AwsRegion;

/**
 * What people know the stack by, for messages.
 *
 * @param console the address of the AWS console of its region
 */
public record Stack(String name, String region, String console) {
  public static Stack of(String name, String region) {
    return new Stack(name, region, "https://%s.%s".formatted(region, domain(region)));
  }

  /** Each partition has its own console. */
  private static String domain(String region) {
    return switch (new AwsRegion(region).partition()) {
      case "aws-cn" -> "console.amazonaws.cn";
      case "aws-us-gov" -> "console.amazonaws-us-gov.com";
      default -> "console.aws.amazon.com";
    };
  }

  String execution(String arn) {
    return "%s/states/home?region=%s#/v2/executions/details/%s".formatted(console, region, arn);
  }
}
