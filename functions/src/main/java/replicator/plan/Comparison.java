package replicator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import replicator.destination.DestinationRegistry;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.source.SourceImage;
import replicator.source.SourceRegistry;

/** Lists source and destination and tells what the destination lacks. */
public final class Comparison {
  private final SourceRegistry source;
  private final DestinationRegistry destination;
  private final int parallel;

  /**
   * @param parallel how many repositories are listed at once
   */
  public Comparison(SourceRegistry source, DestinationRegistry destination, int parallel) {
    this.source = source;
    this.destination = destination;
    this.parallel = parallel;
  }

  /**
   * Compares all repositories; if one cannot be listed, all fails, because half a plan would pass
   * for the whole.
   */
  public Difference of(List<Wanted> repositories) {
    try (ExecutorService executor = Executors.newFixedThreadPool(parallel)) {
      List<Future<Difference>> differences =
          repositories.stream().map(wanted -> executor.submit(() -> of(wanted))).toList();
      try {
        return sum(differences);
      } finally {
        executor.shutdownNow();
      }
    }
  }

  private Difference of(Wanted wanted) {
    Repository copy = new Repository(destination.host(), wanted.destination());
    List<SourceImage> images = source.images(wanted.source(), wanted.tags()).orElseGet(List::of);
    Map<Tag, Digest> present = images.isEmpty() ? Map.of() : destination.tags(wanted.destination());
    return Difference.of(wanted, copy, images, present);
  }

  private static Difference sum(List<Future<Difference>> differences) {
    List<Difference> parts = new ArrayList<>();
    for (Future<Difference> difference : differences) {
      parts.add(get(difference));
    }
    return Difference.sum(parts);
  }

  private static Difference get(Future<Difference> difference) {
    try {
      return difference.get();
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
