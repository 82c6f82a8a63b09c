package replicator.replication;

import static java.util.function.Predicate.not;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.copy.TaskTime;
import replicator.image.Digest;
import replicator.run.FailedImage;

/**
 * How a batch turned out and what it has taken, or several batches together.
 *
 * @param arrived images that the destination has
 * @param lost images that it does not have
 * @param bytes that tasks have copied
 * @param failures of the lost images, the first of them
 */
record BatchTally(int arrived, int lost, long bytes, TaskTime time, List<FailedImage> failures) {
  static final BatchTally NONE = new BatchTally(0, 0, 0, TaskTime.NONE, List.of());

  /** More than anybody reads in an e-mail; all are in the table. */
  private static final int MOST_FAILURES = 50;

  /**
   * @param statuses of its images, none of them open
   */
  static BatchTally of(List<ImageStatus> statuses, TaskTime time) {
    List<ImageStatus> arrived = statuses.stream().filter(BatchTally::hasArrived).toList();
    List<ImageStatus> lost = statuses.stream().filter(not(BatchTally::hasArrived)).toList();
    return new BatchTally(
        arrived.size(),
        lost.size(),
        bytes(arrived),
        time,
        first(lost.stream().map(BatchTally::failure)));
  }

  private static boolean hasArrived(ImageStatus status) {
    return status.state() == ImageState.SUCCEEDED;
  }

  BatchTally and(BatchTally other) {
    return new BatchTally(
        arrived + other.arrived,
        lost + other.lost,
        bytes + other.bytes,
        time.and(other.time),
        first(Stream.concat(failures.stream(), other.failures.stream())));
  }

  /** An image that has several tags was sent once; one that needed no task was not sent. */
  private static long bytes(List<ImageStatus> arrived) {
    Set<Digest> seen = new HashSet<>();
    return arrived.stream()
        .filter(status -> status.attempts() > 0)
        .map(ImageStatus::copy)
        .filter(copy -> seen.add(copy.digest()))
        .mapToLong(copy -> copy.sizeInBytes().orElse(0))
        .sum();
  }

  private static FailedImage failure(ImageStatus status) {
    return new FailedImage(status.copy().image(), status.reason().orElse("no reason is known"));
  }

  private static List<FailedImage> first(Stream<FailedImage> failures) {
    return failures.limit(MOST_FAILURES).toList();
  }
}
