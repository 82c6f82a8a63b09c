package replicator.plan;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import replicator.concurrent.Concurrently;
import replicator.copy.Copy;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.Tag;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/** Lists source and destination and tells what the destination lacks. */
public final class Comparison {
  private final SourceRegistry source;
  private final DestinationRegistry destination;
  private final RegistryHost host;
  private final int parallel;
  private final boolean again;

  /**
   * @param parallel how many repositories are listed at once on each side
   * @param again whether what is equal on both sides counts as lacking, and is to be copied again
   */
  public Comparison(
      SourceRegistry source, DestinationRegistry destination, int parallel, boolean again) {
    this.source = source;
    this.destination = destination;
    this.host = destination.host();
    this.parallel = parallel;
    this.again = again;
  }

  /**
   * @param repositories how many have been compared, from the first on
   */
  public record Part(int repositories, Difference difference) {}

  /**
   * Compares the repositories, in their order, until it is enough, but one at least. If one cannot
   * be listed, all fails, because half a plan would pass for the whole; so it does if images are
   * refused and none is given, because then it is not the fault of one image.
   *
   * @param given whether an earlier part of the run has shown that the source gives images
   */
  public Part of(List<Wanted> repositories, Enough enough, boolean given) {
    AtomicInteger images = new AtomicInteger();
    Queue<String> refusals = new ConcurrentLinkedQueue<>();
    Map<Wanted, Difference> compared =
        Concurrently.map(
            repositories,
            parallel,
            wanted -> {
              if (enough.is(images.get()) && !wanted.equals(repositories.getFirst())) {
                return Optional.empty();
              }
              Difference difference = of(wanted, refusals);
              images.addAndGet(difference.copies().size() + difference.unavailable().size());
              return Optional.of(difference);
            });
    Part part = beginning(repositories, compared);
    if (!given && !refusals.isEmpty() && part.difference().hasNoImage()) {
      throw new PermanentFailure(refusals.element());
    }
    return part;
  }

  /** What lies behind the first that was left out may have been compared, in vain. */
  private static Part beginning(List<Wanted> repositories, Map<Wanted, Difference> compared) {
    List<Difference> parts =
        repositories.stream().takeWhile(compared::containsKey).map(compared::get).toList();
    return new Part(parts.size(), Difference.sum(parts));
  }

  /**
   * @param refusals what the source says of images that it does not give
   */
  private Difference of(Wanted wanted, Queue<String> refusals) {
    return Concurrently.both(
        () -> source.images(wanted.source(), wanted.choice()),
        () -> destination.tags(wanted.destination()),
        (images, present) -> of(wanted, images, present, refusals));
  }

  private Difference of(
      Wanted wanted, SourceImages images, Map<Tag, Digest> present, Queue<String> refusals) {
    refusals.addAll(images.refused().values());
    images.unlisted().ifPresent(refusals::add);
    Difference difference = Difference.of(wanted, host, images, present, again);
    Set<Digest> missing = difference.copies().stream().map(Copy::digest).collect(toSet());
    return missing.isEmpty()
        ? difference
        : difference.sized(source.sizes(wanted.source(), missing));
  }
}
