package replicator.settings;

import java.util.regex.Pattern;
import replicator.failure.InvalidParameter;

/**
 * A region such as eu-west-1 or cn-north-1. Those of partitions whose domains are not known here,
 * such as us-iso-east-1 or eusc-de-east-1, are refused.
 */
public record AwsRegion(String id) {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z]{2}(-(?!iso)[a-z]+)+-[0-9]+");

  static AwsRegion parse(String parameter, String value) {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new InvalidParameter(
          parameter, value, "a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1");
    }
    return new AwsRegion(value);
  }

  /** Accounts, roles and keys of one partition are unknown to the others. */
  public String partition() {
    if (id.startsWith("cn-")) {
      return "aws-cn";
    }
    return id.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  /** China's endpoints and registries have names of their own. */
  String domain() {
    return id.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  }

  @Override
  public String toString() {
    return id;
  }
}
