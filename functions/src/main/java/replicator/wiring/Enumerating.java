package replicator.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import replicator.cost.Rates;
import replicator.cost.TransferPrice;
import replicator.destination.DestinationRegistry;
import replicator.ecr.SessionPolicy;
import replicator.ecs.CopyList;
import replicator.failure.InvalidParameter;
import replicator.list.AllImages;
import replicator.list.ImageList;
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
import replicator.settings.ListLocation;
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
  RunPlanner runPlanner(
      Settings settings,
      Sides sides,
      SsmClient ssm,
      Provider<S3Client> s3,
      StackEnvironment stack,
      InstantSource clock) {
    return new RunPlanner(
        Names.of(settings.source()),
        () -> selection(settings, ssm, s3),
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

  @Produces
  @Singleton
  Rates rates(StackEnvironment stack) {
    return Rates.of(
        stack.taskCpu(),
        stack.taskMemory(),
        stack.taskIsArm(),
        stack.publicIp(),
        stack.validSettings().map(TransferPrice::dollarsPerGb).orElse(0.0));
  }

  static Selection selection(Settings settings, SsmClient ssm, Provider<S3Client> s3) {
    Names names = Names.of(settings.source());
    return settings
        .imageList()
        .map(location -> list(location, names, ssm, s3))
        .orElseGet(() -> new AllImages(names));
  }

  private static Selection list(
      ListLocation location, Names names, SsmClient ssm, Provider<S3Client> s3) {
    String text =
        switch (location) {
          case ListLocation.OwnParameter(String name) ->
              own(name, () -> new ParameterStore(ssm).text(name));
          case ListLocation.Parameter(String name) ->
              elsewhere(name, () -> new ParameterStore(ssm).text(name));
          case ListLocation.S3Object(String bucket, String key) ->
              elsewhere(
                  "s3://" + bucket + "/" + key, () -> new ObjectStore(s3.get()).text(bucket, key));
        };
    return ImageList.parse("srcImageList", text, names);
  }

  /**
   * CloudFormation updates no parameter that is gone: <a
   * href="https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ssm/blob/master/aws-ssm-parameter/src/main/java/com/amazonaws/ssm/parameter/UpdateHandler.java">UpdateHandler</a>.
   */
  private static String own(String parameter, Supplier<Optional<String>> store) {
    return InvalidParameter.requireText(
        "srcImageList",
        parameter,
        "the stack's SSM parameter with the list (once deleted, make it again by hand: an update of"
            + " srcImageList fails without it)",
        store);
  }

  private static String elsewhere(String location, Supplier<Optional<String>> store) {
    return InvalidParameter.requireText(
        "srcImageListLocation", location, "the place of a list in this region", store);
  }
}
