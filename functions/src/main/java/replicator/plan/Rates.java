package replicator.plan;

/**
 * What copying costs in Amazon's list prices of us-east-1, in US dollars: <a
 * href="https://aws.amazon.com/fargate/pricing/">Fargate</a>, <a
 * href="https://aws.amazon.com/ecr/pricing/">data transfer of ECR</a>. Other regions differ.
 *
 * @param taskSecond a second of a task
 * @param transferredGb a gigabyte (10^9 bytes) that leaves the source, whoever pays for it
 */
public record Rates(double taskSecond, double transferredGb) {
  private static final double VCPU_HOUR = 0.04048;
  private static final double GIB_HOUR = 0.004445;
  private static final double ARM_VCPU_HOUR = 0.03238;
  private static final double ARM_GIB_HOUR = 0.00356;
  private static final int SECONDS_OF_HOUR = 3_600;

  /**
   * @param cpuUnits of a task; 1,024 are one vCPU
   * @param memoryMib of a task
   */
  public static Rates of(int cpuUnits, int memoryMib, boolean arm, double transferredGb) {
    double vcpu = cpuUnits / 1_024.0;
    double gib = memoryMib / 1_024.0;
    double hour =
        arm ? vcpu * ARM_VCPU_HOUR + gib * ARM_GIB_HOUR : vcpu * VCPU_HOUR + gib * GIB_HOUR;
    return new Rates(hour / SECONDS_OF_HOUR, transferredGb);
  }

  /** What tasks cost that have run so long in all, and what they have transferred. */
  public double cost(long taskSeconds, long bytes) {
    return taskSeconds * taskSecond + bytes / 1e9 * transferredGb;
  }
}
