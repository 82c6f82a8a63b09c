package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import replicator.plan.Planner;
import replicator.replication.ImageEnumeration;
import replicator.replication.ImageEnumeration.Next;
import replicator.settings.Settings;

/** Begins a run. */
@Named("enumerateImages")
public final class EnumerateImagesHandler
    implements RequestHandler<EnumerateImagesHandler.Request, EnumerateImagesHandler.Answer> {
  /**
   * @param input of the execution
   */
  public record Request(String execution, String startedAt, @Nullable Input input) {}

  /**
   * @param whenBusy WAIT for the run that goes on to end; otherwise this one is skipped
   */
  public record Input(@Nullable String whenBusy) {}

  /**
   * @param decision COPY, SUMMARIZE, WAIT or SKIPPED
   * @param batches that start at once
   * @param further that start when those are through
   * @param error for SummarizeRun, where an error caught on the way takes this place
   */
  public record Answer(
      String decision,
      String message,
      @Nullable String run,
      List<Integer> batches,
      List<Integer> further,
      int maxConcurrency,
      int taskCheckSeconds,
      @Nullable String error) {}

  private final Provider<Settings> settings;
  private final Provider<ImageEnumeration> enumeration;
  private final Provider<Planner> planner;

  @Inject
  EnumerateImagesHandler(
      Provider<Settings> settings,
      Provider<ImageEnumeration> enumeration,
      Provider<Planner> planner) {
    this.settings = settings;
    this.enumeration = enumeration;
    this.planner = planner;
  }

  @Override
  public Answer handleRequest(Request request, Context context) {
    Next next =
        enumeration
            .get()
            .begin(
                request.execution(),
                Instant.parse(request.startedAt()),
                () -> planner.get().plan());
    return switch (next) {
      case Next.Busy busy -> busy(request.input(), busy.execution());
      case Next.Go go -> go(go, settings.get());
    };
  }

  private static Answer busy(@Nullable Input input, String execution) {
    boolean waits = input != null && "WAIT".equals(input.whenBusy());
    String message = (waits ? "waiting, " : "skipped, ") + "run " + execution + " is going on";
    return new Answer(waits ? "WAIT" : "SKIPPED", message, null, List.of(), List.of(), 0, 0, null);
  }

  private static Answer go(Next.Go go, Settings settings) {
    int batches = go.first().size() + go.further().size();
    return new Answer(
        batches > 0 ? "COPY" : "SUMMARIZE",
        batches + " batches to copy",
        go.run().value(),
        go.first(),
        go.further(),
        settings.maxConcurrency(),
        settings.taskCheckSeconds(),
        null);
  }
}
