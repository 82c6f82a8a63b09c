package replicator.plan;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import replicator.destination.DestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
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
   */
  public Comparison(SourceRegistry source, DestinationRegistry destination, int parallel) {
    this(source, destination, parallel, false);
  }

  private Comparison(
      SourceRegistry source, DestinationRegistry destination, int parallel, boolean again) {
    this.source = source;
    this.destination = destination;
    this.host = destination.host();
    this.parallel = parallel;
    this.again = again;
  }

  /** The same, but what is equal on both sides counts as lacking, and is to be copied again. */
  public Comparison again() {
    return new Comparison(source, destination, parallel, true);
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
    try (ExecutorService comparing = Executors.newFixedThreadPool(parallel);
        ExecutorService listing = Executors.newFixedThreadPool(parallel)) {
      List<Future<Optional<Difference>>> differences = new ArrayList<>();
      for (Wanted wanted : repositories) {
        boolean first = differences.isEmpty();
        differences.add(
            comparing.submit(
                () ->
                    first || !enough.is(images.get())
                        ? Optional.of(counted(of(wanted, listing, refusals), images))
                        : Optional.empty()));
      }
      try {
        Part part = sum(differences);
        if (!given && !refusals.isEmpty() && part.difference().hasNoImage()) {
          throw new PermanentFailure(refusals.element());
        }
        return part;
      } finally {
        comparing.shutdownNow();
        listing.shutdownNow();
      }
    }
  }

  private static Difference counted(Difference difference, AtomicInteger images) {
    images.addAndGet(difference.copies().size() + difference.unavailable().size());
    return difference;
  }

  /**
   * @param listing the destination, meanwhile: neither side waits for the other
   * @param refusals what the source says of images that it does not give
   */
  private Difference of(Wanted wanted, ExecutorService listing, Queue<String> refusals) {
    Future<Map<Tag, Digest>> listed = listing.submit(() -> destination.tags(wanted.destination()));
    Optional<SourceImages> images = source.images(wanted.source(), wanted.choice());
    Map<Tag, Digest> present = get(listed);
    if (images.isEmpty()) {
      return Difference.withoutSource(wanted, host);
    }
    refusals.addAll(images.get().refused().values());
    images.get().unlisted().ifPresent(refusals::add);
    Difference difference = Difference.of(wanted, host, images.get(), present, again);
    Set<Digest> missing = difference.copies().stream().map(Copy::digest).collect(toSet());
    return missing.isEmpty()
        ? difference
        : difference.sized(source.sizes(wanted.source(), missing));
  }

  /** What lies behind the first that was left out may have been compared, in vain. */
  private static Part sum(List<Future<Optional<Difference>>> differences) {
    List<Difference> parts = new ArrayList<>();
    for (Future<Optional<Difference>> future : differences) {
      Optional<Difference> difference = get(future);
      if (difference.isEmpty()) {
        break;
      }
      parts.add(difference.get());
    }
    return new Part(parts.size(), Difference.sum(parts));
  }

  private static <T> T get(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while listing repositories", e);
    }
  }
}
