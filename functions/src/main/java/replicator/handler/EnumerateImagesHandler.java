package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import replicator.failure.InvalidParameter;
import replicator.plan.Plan;
import replicator.plan.Preview;
import replicator.replication.DryRun;
import replicator.replication.ImageEnumeration;
import replicator.replication.ImageEnumeration.Next;
import replicator.replication.Planning;
import replicator.run.RunInput;
import replicator.settings.Settings;

/** Begins a run, or tells what one would do. */
@Named("enumerateImages")
public final class EnumerateImagesHandler
    implements RequestHandler<EnumerateImagesHandler.Request, EnumerateImagesHandler.Answer> {
  /**
   * @param input of the execution, as it came; see {@link RunInput}
   */
  public record Request(String execution, String startedAt, @Nullable Object input) {}

  /**
   * @param decision COPY, SUMMARIZE, WAIT, SKIPPED, DRY_RUN or REFUSED
   * @param batches that start at once
   * @param further that start when those are through
   * @param error for SummarizeRun, where an error caught on the way takes this place
   * @param input to come back with, when it is to WAIT
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
      @Nullable Object input,
      @Nullable Preview preview) {
    static Answer of(String decision, String message) {
      return new Answer(decision, message, null, List.of(), List.of(), 0, 0, null, null, null);
    }

    static Answer of(Preview preview) {
      return new Answer(
          "DRY_RUN", preview.summary(), null, List.of(), List.of(), 0, 0, null, null, preview);
    }

    static Answer of(Next.Go go, Settings settings) {
      int batches = go.first().size() + go.further().size();
      return new Answer(
          batches > 0 ? "COPY" : "SUMMARIZE",
          batches + " batches to copy",
          go.run().value(),
          go.first(),
          go.further(),
          settings.maxConcurrency(),
          settings.taskCheckSeconds(),
          null,
          null,
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
          given,
          preview);
    }
  }

  private final Provider<Settings> settings;
  private final Provider<ImageEnumeration> enumeration;
  private final Provider<Planning> planning;
  private final Provider<DryRun> dryRun;

  @Inject
  EnumerateImagesHandler(
      Provider<Settings> settings,
      Provider<ImageEnumeration> enumeration,
      Provider<Planning> planning,
      Provider<DryRun> dryRun) {
    this.settings = settings;
    this.enumeration = enumeration;
    this.planning = planning;
    this.dryRun = dryRun;
  }

  @Override
  public Answer handleRequest(Request request, Context context) {
    RunInput input;
    Supplier<Plan> plan;
    try {
      input = RunInput.of(request.input());
      plan = input.isWhole() ? () -> planning.get().of(input).get() : planning.get().of(input);
    } catch (InvalidParameter e) {
      return Answer.of("REFUSED", String.valueOf(e.getMessage()));
    }
    if (input.dryRun()) {
      return Answer.of(dryRun.get().of(plan.get()));
    }
    Instant startedAt = Instant.parse(request.startedAt());
    return switch (enumeration.get().begin(request.execution(), startedAt, plan)) {
      case Next.Busy(String execution) when input.waits() ->
          Answer.of("WAIT", "waiting, run " + execution + " is going on").with(request.input());
      case Next.Busy(String execution) ->
          Answer.of("SKIPPED", "skipped, run " + execution + " is going on");
      case Next.Go go -> Answer.of(go, settings.get());
    };
  }
}
