package replicator.settings;

import java.util.HashMap;
import java.util.Map;

/** Settings that differ from those of a stack as it is deployed by default. */
public final class SampleSettings {

  /** As template.yaml hands them over, the defaults where a person types nothing. */
  public static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("sourceType", "Amazon_ECR"),
          Map.entry("srcRegion", "us-west-2"),
          Map.entry("srcAccountId", ""),
          Map.entry("srcRegistry", ""),
          Map.entry("srcList", "ALL"),
          Map.entry("srcCredential", ""),
          Map.entry("srcRoleArn", ""),
          Map.entry("srcRoleExternalId", ""),
          Map.entry("srcImageListLocation", ""),
          Map.entry("destRegion", ""),
          Map.entry("destAccountId", ""),
          Map.entry("destPrefix", ""),
          Map.entry("destCredential", ""),
          Map.entry("destRoleArn", ""),
          Map.entry("destRoleExternalId", ""),
          Map.entry("destScanOnPush", "DISABLED"),
          Map.entry("destTagMutability", "MUTABLE"),
          Map.entry("destKmsKeyArn", ""),
          Map.entry("destSigningProfileArn", ""),
          Map.entry("destTags", ""),
          Map.entry("maxConcurrency", "10"),
          Map.entry("useSpot", "DISABLED"),
          Map.entry("taskCheckSeconds", "900"),
          Map.entry("taskParallelCopies", "2"),
          Map.entry("putImageRate", "10"),
          Map.entry("copyTimeoutMinutes", "60"),
          Map.entry("IMAGE_LIST_PARAMETER", ""),
          Map.entry("STACK_NAME", "mirror"),
          Map.entry("STACK_ACCOUNT_ID", "123456789012"),
          Map.entry("AWS_REGION", "eu-west-1"));

  private SampleSettings() {}

  public static Settings publicWith(String... changes) {
    return with(
        changes, "sourceType", "Public", "srcList", "SELECTED", "IMAGE_LIST_PARAMETER", "l");
  }

  public static Settings selectedWith(String... changes) {
    return with(changes, "srcList", "SELECTED");
  }

  public static Settings with(String... changes) {
    return with(changes, new String[0]);
  }

  private static Settings with(String[] changes, String... more) {
    Map<String, String> environment = new HashMap<>(DEFAULTS);
    put(environment, more);
    put(environment, changes);
    return Settings.of(environment);
  }

  private static void put(Map<String, String> environment, String... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      environment.put(changes[i], changes[i + 1]);
    }
  }

  static EcrLocation location(String account, String region) {
    return new EcrLocation(new Account(account), new AwsRegion(region));
  }
}
