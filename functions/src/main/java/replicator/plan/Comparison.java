package replicator.plan;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import replicator.destination.DestinationRegistry;
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
   * @param parallel how many repositories are listed at once
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
    Optional<SourceImages> images = source.images(wanted.source(), wanted.choice());
    if (images.isEmpty()) {
      return Difference.withoutSource(wanted, host);
    }
    boolean nothing = images.get().images().isEmpty();
    Map<Tag, Digest> present = nothing ? Map.of() : destination.tags(wanted.destination());
    Difference difference = Difference.of(wanted, host, images.get(), present, again);
    Set<Digest> missing = difference.copies().stream().map(Copy::digest).collect(toSet());
    return missing.isEmpty()
        ? difference
        : difference.sized(source.sizes(wanted.source(), missing));
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
