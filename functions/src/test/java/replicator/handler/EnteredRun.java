package replicator.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import replicator.cost.Rates;
import replicator.handler.EnumerateImagesHandler.Request;
import replicator.plan.Enough;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.replication.Planning;
import replicator.replication.RunStart;
import replicator.replication.World;
import replicator.run.RunInput;
import replicator.settings.Settings;

/** A run that enters by its first function, of a stack that replicates in memory. */
abstract class EnteredRun {
  static final Settings SETTINGS =
      Settings.of(
          Map.ofEntries(
              Map.entry("sourceType", "Amazon_ECR"),
              Map.entry("srcRegion", "us-west-2"),
              Map.entry("srcList", "ALL"),
              Map.entry("maxConcurrency", "10"),
              Map.entry("taskCheckSeconds", "900"),
              Map.entry("taskParallelCopies", "2"),
              Map.entry("putImageRate", "10"),
              Map.entry("copyTimeoutMinutes", "60"),
              Map.entry("STACK_ACCOUNT_ID", "123456789012"),
              Map.entry("AWS_REGION", "eu-west-1")));

  final World world = new World();
  Enough enough = Enough.NEVER;
  Optional<RuntimeException> failure = Optional.empty();
  Set<String> selected = Set.of("app", "web");
  final List<RunInput> planned = new ArrayList<>();

  /** Of a stack that replicates everything in some repositories. */
  private final Planning planning =
      new Planning() {
        @Override
        public void check(RunInput input) {}

        @Override
        public boolean concerns(RunInput input) {
          return selected.containsAll(input.repositories());
        }

        @Override
        public Plan plan(RunInput input, Progress earlier) {
          planned.add(input);
          failure.ifPresent(
              down -> {
                throw down;
              });
          return world.plan(earlier, enough);
        }
      };

  /** Reads the stack's parameters. */
  Supplier<Planning> parameters = () -> planning;

  EnumerateImagesAnswer push(String execution, String repository) {
    Map<String, String> input =
        Map.of("startedBy", "push", "repository", repository, "whenBusy", "WAIT");
    return enumerate(new Request(execution, World.START.toString(), input, null));
  }

  EnumerateImagesAnswer enumerate(Request request) {
    return new EnumerateImagesHandler(
            () -> SETTINGS,
            () -> new RunStart(world.enumeration(), world.waitingRuns(), () -> parameters.get()),
            () -> parameters.get(),
            () -> Rates.of(512, 1024, true, false, 0))
        .handleRequest(request, new FiveMinutes());
  }
}
