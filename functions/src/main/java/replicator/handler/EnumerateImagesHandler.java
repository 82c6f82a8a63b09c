package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replicator.cost.Rates;
import replicator.plan.DryRun;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration;
import replicator.replication.RunPlanner;
import replicator.replication.RunStart;
import replicator.replication.RunStart.Next;
import replicator.run.InvalidInput;
import replicator.run.RunInput;
import replicator.settings.Settings;

/** Begins a run, or reports what one would do. */
@Named("enumerateImages")
public final class EnumerateImagesHandler
    implements RequestHandler<EnumerateImagesHandler.Request, EnumerateImagesAnswer> {
  /**
   * @param startedAt when the run began, or looked last whether it may
   * @param input of the execution, as it came; see {@link RunInput}
   * @param progress the one that an earlier answer had; nothing when the run begins
   */
  public record Request(
      String execution, String startedAt, @Nullable Object input, @Nullable Progress progress) {}

  private final Provider<Settings> settings;
  private final Provider<RunStart> start;
  private final Provider<RunPlanner> planner;
  private final Provider<Rates> rates;

  @Inject
  EnumerateImagesHandler(
      Provider<Settings> settings,
      Provider<RunStart> start,
      Provider<RunPlanner> planner,
      Provider<Rates> rates) {
    this.settings = settings;
    this.start = start;
    this.planner = planner;
    this.rates = rates;
  }

  @Override
  public EnumerateImagesAnswer handleRequest(Request request, Context context) {
    RunInput input;
    try {
      input = RunInput.of(request.input());
      if (!input.isWhole()) {
        planner.get().check(input);
      }
    } catch (InvalidInput e) {
      return EnumerateImagesAnswer.of("REFUSED", e.getMessage());
    }
    if (input.dryRun()) {
      return EnumerateImagesAnswer.of(
          DryRun.of(
              planner.get().plan(input, Progress.NONE),
              settings.get().maxConcurrency(),
              rates.get()));
    }
    Instant startedAt = Instant.parse(request.startedAt());
    Progress earlier =
        Optional.ofNullable(request.progress())
            .map(progress -> progress.requirePlannedFor(settings.get().route()))
            .orElse(Progress.NONE);
    return switch (start.get().begin(request.execution(), startedAt, input, earlier)) {
      case Next.Go(ImageEnumeration.Begun.Planned plan) ->
          EnumerateImagesAnswer.of(plan, settings.get(), request);
      case Next.Wait(String reason) ->
          EnumerateImagesAnswer.of("WAIT", "waiting, " + reason).with(request.input());
      case Next.Skip(String reason) -> EnumerateImagesAnswer.of("SKIPPED", "skipped, " + reason);
    };
  }
}
