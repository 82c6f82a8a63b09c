package replicator.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import replicator.copy.Copy;
import replicator.cost.Rates;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.text.Counted;

/**
 * About what it takes to carry out a plan.
 *
 * @param tasks Fargate tasks that are started
 * @param bytes of layers, as the source reports them; shared ones count for each image, and of an
 *     image for several platforms perhaps one's alone, so less or more is sent
 * @param imagesOfUnknownSize whose bytes are missing from it
 * @param seconds from the first task's start to the last one's end
 * @param taskSeconds of all tasks together
 * @param dollars in US dollars
 * @param assumptions a sentence each
 */
public record Estimate(
    int tasks,
    long bytes,
    int imagesOfUnknownSize,
    long seconds,
    long taskSeconds,
    double dollars,
    List<String> assumptions) {
  private static final Duration START = Duration.ofSeconds(40);
  private static final Duration IMAGE = Duration.ofSeconds(2);
  private static final long BYTES_PER_SECOND = 30L << 20;

  public Estimate {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * @param needless images that need no task, as a person types them
   * @param maxConcurrency the most that run side by side
   */
  static Estimate of(Batches batches, Set<String> needless, int maxConcurrency, Rates rates) {
    Size all = new Size();
    List<Long> seconds = new ArrayList<>();
    batches.all().stream()
        .map(batch -> batch.copies().stream().filter(copy -> !needless.contains(copy.image())))
        .map(Stream::toList)
        .filter(copies -> !copies.isEmpty())
        .forEach(copies -> seconds.add(seconds(copies, all)));
    long total = seconds.stream().mapToLong(Long::longValue).sum();
    long longest = seconds.stream().mapToLong(Long::longValue).max().orElse(0);
    long billed =
        seconds.stream()
            .map(Duration::ofSeconds)
            .map(Rates::billed)
            .mapToLong(Duration::toSeconds)
            .sum();
    return new Estimate(
        seconds.size(),
        all.bytes,
        all.unknown,
        Math.max(longest, Math.ceilDiv(total, maxConcurrency)),
        billed,
        Math.round(rates.cost(billed, all.bytes) * 10_000) / 10_000.0,
        assumptions(maxConcurrency, rates));
  }

  private static long seconds(List<Copy> copies, Size all) {
    long before = all.bytes;
    copies.forEach(all::add);
    long travel = (all.bytes - before) / BYTES_PER_SECOND;
    return START.toSeconds() + copies.size() * IMAGE.toSeconds() + travel;
  }

  private static List<String> assumptions(int maxConcurrency, Rates rates) {
    return List.of(
        "a task starts in %d s, copies an image in %d s and %d MiB/s, and is billed a minute at least"
            .formatted(START.toSeconds(), IMAGE.toSeconds(), BYTES_PER_SECOND >> 20),
        "at most %s at once".formatted(Counted.of(maxConcurrency, "task")),
        "no two images share a layer, and the destination has none of them",
        "of an image for several platforms ECR tells the size of the largest only, so more may be sent",
        String.format(
            Locale.ROOT,
            "list prices of us-east-1: %.4f USD for an hour of a task, %.2f USD for a GB that leaves"
                + " the source, whose account pays it",
            rates.taskSecond() * Duration.ofHours(1).toSeconds(),
            rates.transferredGb()),
        "storage in ECR, disk above 20 GiB, and the calls of functions, tables and the workflow are"
            + " not counted");
  }

  /** An image that gets several tags is sent once. */
  private static final class Size {
    private record Image(Repository source, Digest digest) {}

    private final Set<Image> seen = new HashSet<>();
    private long bytes;
    private int unknown;

    void add(Copy copy) {
      if (!seen.add(new Image(copy.source(), copy.digest()))) {
        return;
      }
      bytes += copy.sizeInBytes().orElse(0);
      unknown += copy.sizeInBytes().isPresent() ? 0 : 1;
    }
  }
}
