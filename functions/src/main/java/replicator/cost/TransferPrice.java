package replicator.cost;

import replicator.settings.AwsRegion;
import replicator.settings.Settings;
import replicator.settings.SourceSettings;

/**
 * What it costs to transfer images out of their source, in US dollars for a gigabyte: <a
 * href="https://aws.amazon.com/ecr/pricing/">data transfer of ECR</a> in us-east-1. The prices of
 * other sources are not known here.
 */
public final class TransferPrice {
  private static final double TO_ANOTHER_REGION = 0.02;
  private static final double TO_THE_INTERNET = 0.09;

  private TransferPrice() {}

  public static double dollarsPerGb(Settings settings) {
    if (!(settings.source() instanceof SourceSettings.Ecr source)) {
      return 0;
    }
    AwsRegion from = source.location().region();
    AwsRegion to = settings.destination().location().region();
    if (from.equals(to)) {
      return 0;
    }
    return from.partition().equals(to.partition()) ? TO_ANOTHER_REGION : TO_THE_INTERNET;
  }
}
