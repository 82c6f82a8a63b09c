package replicator.run;

/**
 * What people know the stack by, for messages.
 *
 * @param console the address of the AWS console of its region
 */
public record Stack(String name, String region, String console) {
  public static Stack of(String name, String region) {
    String domain = region.startsWith("cn-") ? "console.amazonaws.cn" : "console.aws.amazon.com";
    return new Stack(name, region, "https://%s.%s".formatted(region, domain));
  }

  String execution(String arn) {
    return "%s/states/home?region=%s#/v2/executions/details/%s".formatted(console, region, arn);
  }
}
