package replicator.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import replicator.plan.DryRun;
import replicator.plan.Progress;
import replicator.replication.ImageEnumeration;
import replicator.settings.Settings;
import replicator.text.Counted;

/**
 * What EnumerateImages answers the workflow.
 *
 * @param decision COPY, PLAN_ON, SUMMARIZE, WAIT, SKIPPED, DRY_RUN or REFUSED
 * @param batches that start at once
 * @param further that start when those are through
 * @param error for SummarizeRun, where an error caught on the way takes this place
 * @param startedAt of a run that has begun, for SummarizeRun
 * @param input to come back with, when it is to WAIT or there is progress
 * @param progress to come back with when the batches are through, because not all is planned yet
 * @param dryRun the result of a DRY_RUN
 */
public record EnumerateImagesAnswer(
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
    @Nullable DryRun dryRun) {
  static EnumerateImagesAnswer of(String decision, String message) {
    return new EnumerateImagesAnswer(
        decision, message, null, List.of(), List.of(), 0, 0, null, null, null, null, null);
  }

  static EnumerateImagesAnswer of(DryRun dryRun) {
    return new EnumerateImagesAnswer(
        "DRY_RUN",
        dryRun.summary(),
        null,
        List.of(),
        List.of(),
        0,
        0,
        null,
        null,
        null,
        null,
        dryRun);
  }

  static EnumerateImagesAnswer of(
      ImageEnumeration.Begun.Planned plan,
      Settings settings,
      EnumerateImagesHandler.Request request) {
    int batches = plan.first().size() + plan.further().size();
    String nothing = plan.progress().isPresent() ? "PLAN_ON" : "SUMMARIZE";
    return new EnumerateImagesAnswer(
        batches > 0 ? "COPY" : nothing,
        Counted.of(batches, "batch", "batches") + " to copy",
        plan.run().value(),
        plan.first(),
        plan.further(),
        settings.maxConcurrency(),
        settings.taskCheckSeconds(),
        null,
        request.startedAt(),
        plan.progress().isPresent() ? request.input() : null,
        plan.progress().map(progress -> progress.plannedFor(settings.route())).orElse(null),
        null);
  }

  EnumerateImagesAnswer with(@Nullable Object given) {
    return new EnumerateImagesAnswer(
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
        dryRun);
  }
}
