package replicator.run;

import java.util.List;
import java.util.Locale;
import replicator.text.Counted;

/**
 * What a run has taken.
 *
 * @param tasks Fargate tasks that have ended
 * @param taskSeconds that they are billed for together
 * @param bytes of compressed layers of the images that tasks have copied, where the source reports
 *     them; shared layers count for each image, and of an image for several platforms perhaps one's
 *     alone, so less or more was sent
 * @param dollars for tasks, their addresses and data transfer, by Amazon's list prices of
 *     us-east-1, in US dollars
 */
public record Usage(int tasks, long taskSeconds, long bytes, double dollars) {
  private static final int SECONDS_OF_MINUTE = 60;
  private static final double CENT = 0.01;

  public static final Usage NONE = new Usage(0, 0, 0, 0);

  /** For people; none if no task ran. */
  List<String> lines() {
    if (tasks == 0) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "%s of Fargate, %.1f minutes in all; %.2f GB; %s",
            Counted.of(tasks, "task"),
            (double) taskSeconds / SECONDS_OF_MINUTE,
            bytes / 1e9,
            price()));
  }

  private String price() {
    return dollars < CENT ? "less than a cent" : String.format(Locale.ROOT, "about $%.2f", dollars);
  }
}
