package replicator.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import replicator.destination.DestinationRegistry;
import replicator.ecr.SessionPolicy;
import replicator.ecs.CopyList;
import replicator.list.AllImages;
import replicator.list.ImageList;
import replicator.list.StoredList;
import replicator.names.Names;
import replicator.plan.BatchPacker;
import replicator.plan.Comparison;
import replicator.plan.DestinationNames;
import replicator.plan.Enough;
import replicator.plan.Originals;
import replicator.plan.Planner;
import replicator.replication.RunPlanner;
import replicator.s3.ObjectStore;
import replicator.selection.Selection;
import replicator.settings.Settings;
import replicator.source.SourceRegistry;
import replicator.ssm.ParameterStore;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What works out the plan of a run. */
final class Enumerating {
  /** On each side, which may be the same registry; what ECR throttles is repeated. */
  private static final int LISTINGS_AT_ONCE = 16;

  /**
   * Of the function's 15 minutes; the source's repositories are listed before it, and what has been
   * begun is finished and the plan written after it.
   */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Produces
  @Singleton
  static StoredList list(SsmClient ssm, Provider<S3Client> s3) {
    return new StoredList(
        new ParameterStore(ssm)::text,
        (bucket, key) -> new ObjectStore(s3.get()).text(bucket, key));
  }

  @Produces
  @Singleton
  RunPlanner runPlanner(
      Settings settings,
      Sides sides,
      StoredList list,
      StackEnvironment stack,
      InstantSource clock) {
    return new RunPlanner(
        Names.of(settings.source()),
        () -> selection(settings, list),
        wanted -> originals(settings, wanted),
        (wanted, again, earlier, inParts) ->
            planner(settings, sides, wanted, again)
                .plan(
                    earlier,
                    () ->
                        inParts ? Enough.of(stack.imagesAtATime(), LONGEST, clock) : Enough.NEVER));
  }

  /**
   * Where both sides are one registry, the copies that the stack keeps there are no part of its
   * source.
   */
  private static Selection originals(Settings settings, Selection wanted) {
    return settings.isOneRegistry()
        ? new Originals(wanted, new DestinationNames(settings.destination().prefix()))
        : wanted;
  }

  private static Planner planner(
      Settings settings, Sides sides, Selection selection, boolean again) {
    SourceRegistry source = sides.source();
    DestinationRegistry destination = sides.destination(SessionPolicy.LIST_TAGS);
    return new Planner(
        selection,
        source,
        new DestinationNames(settings.destination().prefix()),
        new Comparison(source, destination, LISTINGS_AT_ONCE, again),
        new BatchPacker(settings.maxConcurrency(), CopyList.CAPACITY, new CopyList()));
  }

  static Selection selection(Settings settings, StoredList list) {
    Names names = Names.of(settings.source());
    return settings
        .imageList()
        .<Selection>map(at -> ImageList.parse("srcImageList", list.read(at), names))
        .orElseGet(() -> new AllImages(names));
  }
}
