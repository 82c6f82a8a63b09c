package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import replicator.failure.InvalidParameter;
import replicator.image.Counted;
import replicator.plan.Preview;
import replicator.plan.Progress;
import replicator.replication.DryRun;
import replicator.replication.ImageEnumeration;
import replicator.replication.Planning;
import replicator.replication.RunStart;
import replicator.replication.RunStart.Next;
import replicator.run.RunInput;
import replicator.settings.Settings;

/** Begins a run, or tells what one would do. */
@Named("enumerateImages")
public final class EnumerateImagesHandler
    implements RequestHandler<EnumerateImagesHandler.Request, EnumerateImagesHandler.Answer> {
  /**
   * @param startedAt when the run began, or looked last whether it may
   * @param input of the execution, as it came; see {@link RunInput}
   * @param progress the one that an earlier answer had; nothing when the run begins
   */
  public record Request(
      String execution, String startedAt, @Nullable Object input, @Nullable Progress progress) {}

  /**
   * @param decision COPY, PLAN_ON, SUMMARIZE, WAIT, SKIPPED, DRY_RUN or REFUSED
   * @param batches that start at once
   * @param further that start when those are through
   * @param error for SummarizeRun, where an error caught on the way takes this place
   * @param startedAt of a run that has begun, for SummarizeRun
   * @param input to come back with, when it is to WAIT or there is progress
   * @param progress to come back with when the batches are through, because not all is planned yet
   * @param preview of a DRY_RUN
   */
  public record Answer(
      String decision,
      String message,
      @Nullable String run,
      List<Integer> batches,
      List<Integer> further,
      int maxConcurrency,
      int taskCheckSeconds,
      @Nullable String error,
      @Nullable String startedAt,
      @Nullable Object input,
      @Nullable Progress progress,
      @Nullable Preview preview) {
    static Answer of(String decision, String message) {
      return new Answer(
          decision, message, null, List.of(), List.of(), 0, 0, null, null, null, null, null);
    }

    static Answer of(Preview preview) {
      return new Answer(
          "DRY_RUN",
          preview.summary(),
          null,
          List.of(),
          List.of(),
          0,
          0,
          null,
          null,
          null,
          null,
          preview);
    }

    static Answer of(ImageEnumeration.Next.Go go, Settings settings, Request request) {
      int batches = go.first().size() + go.further().size();
      String nothing = go.progress().isPresent() ? "PLAN_ON" : "SUMMARIZE";
      return new Answer(
          batches > 0 ? "COPY" : nothing,
          Counted.of(batches, "batch", "batches") + " to copy",
          go.run().value(),
          go.first(),
          go.further(),
          settings.maxConcurrency(),
          settings.taskCheckSeconds(),
          null,
          request.startedAt(),
          go.progress().isPresent() ? request.input() : null,
          go.progress().orElse(null),
          null);
    }

    Answer with(@Nullable Object given) {
      return new Answer(
          decision,
          message,
          run,
          batches,
          further,
          maxConcurrency,
          taskCheckSeconds,
          error,
          startedAt,
          given,
          progress,
          preview);
    }
  }

  private final Provider<Settings> settings;
  private final Provider<RunStart> start;
  private final Provider<Planning> planning;
  private final Provider<DryRun> dryRun;

  @Inject
  EnumerateImagesHandler(
      Provider<Settings> settings,
      Provider<RunStart> start,
      Provider<Planning> planning,
      Provider<DryRun> dryRun) {
    this.settings = settings;
    this.start = start;
    this.planning = planning;
    this.dryRun = dryRun;
  }

  @Override
  public Answer handleRequest(Request request, Context context) {
    RunInput input;
    try {
      input = RunInput.of(request.input());
      if (!input.isWhole()) {
        planning.get().check(input);
      }
    } catch (InvalidParameter e) {
      return Answer.of("REFUSED", String.valueOf(e.getMessage()));
    }
    if (input.dryRun()) {
      return Answer.of(dryRun.get().of(planning.get().plan(input, Progress.NONE)));
    }
    Instant startedAt = Instant.parse(request.startedAt());
    Progress earlier = Objects.requireNonNullElse(request.progress(), Progress.NONE);
    return switch (start.get().begin(request.execution(), startedAt, input, earlier)) {
      case Next.Go(ImageEnumeration.Next.Go plan) -> Answer.of(plan, settings.get(), request);
      case Next.Wait(String reason) ->
          Answer.of("WAIT", "waiting, " + reason).with(request.input());
      case Next.Skip(String reason) -> Answer.of("SKIPPED", "skipped, " + reason);
    };
  }
}
