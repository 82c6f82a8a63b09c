package replicator.cost;

import java.time.Duration;

/**
 * What copying costs in Amazon's list prices of us-east-1, in US dollars: <a
 * href="https://aws.amazon.com/fargate/pricing/">Fargate</a>, <a
 * href="https://aws.amazon.com/vpc/pricing/">public addresses</a>, <a
 * href="https://aws.amazon.com/ecr/pricing/">data transfer of ECR</a>. Other regions differ.
 *
 * @param taskSecond a second of a task, with its public address if it has one
 * @param transferredGb a gigabyte (10^9 bytes) that leaves the source, whoever pays for it
 */
public record Rates(double taskSecond, double transferredGb) {
  private static final double VCPU_HOUR = 0.04048;
  private static final double GIB_HOUR = 0.004445;
  private static final double ARM_VCPU_HOUR = 0.03238;
  private static final double ARM_GIB_HOUR = 0.00356;
  private static final double ADDRESS_HOUR = 0.005;
  private static final int SECONDS_OF_HOUR = 3_600;
  private static final Duration BILLED_AT_LEAST = Duration.ofMinutes(1);

  /**
   * @param cpuUnits of a task; 1,024 are one vCPU
   * @param memoryMib of a task
   */
  public static Rates of(
      int cpuUnits, int memoryMib, boolean arm, boolean publicIp, double transferredGb) {
    double vcpu = cpuUnits / 1_024.0;
    double gib = memoryMib / 1_024.0;
    double hour =
        arm ? vcpu * ARM_VCPU_HOUR + gib * ARM_GIB_HOUR : vcpu * VCPU_HOUR + gib * GIB_HOUR;
    return new Rates((hour + (publicIp ? ADDRESS_HOUR : 0)) / SECONDS_OF_HOUR, transferredGb);
  }

  /**
   * For how long Fargate bills a task that ran so long: in whole seconds, and a minute at least.
   */
  public static Duration billed(Duration ran) {
    Duration seconds = Duration.ofSeconds(ran.plusMillis(999).toSeconds());
    return seconds.compareTo(BILLED_AT_LEAST) < 0 ? BILLED_AT_LEAST : seconds;
  }

  /** What tasks cost that have run so long in all, and what they have transferred. */
  public double cost(long taskSeconds, long bytes) {
    return taskSeconds * taskSecond + bytes / 1e9 * transferredGb;
  }
}
