package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import replicator.failure.InvalidParameter;
import replicator.image.Counted;
import replicator.plan.Plan;
import replicator.plan.Preview;
import replicator.plan.Progress;
import replicator.replication.DryRun;
import replicator.replication.ImageEnumeration;
import replicator.replication.ImageEnumeration.Next;
import replicator.replication.Planning;
import replicator.replication.WaitingRuns;
import replicator.run.RunInput;
import replicator.run.Waiting.Note;
import replicator.settings.Settings;

/** Begins a run, or tells what one would do. */
@Named("enumerateImages")
public final class EnumerateImagesHandler
    implements RequestHandler<EnumerateImagesHandler.Request, EnumerateImagesHandler.Answer> {
  /**
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
      @Nullable Object input,
      @Nullable Progress progress,
      @Nullable Preview preview) {
    static Answer of(String decision, String message) {
      return new Answer(
          decision, message, null, List.of(), List.of(), 0, 0, null, null, null, null);
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
          preview);
    }

    static Answer of(Next.Go go, Settings settings, @Nullable Object input) {
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
          go.progress().isPresent() ? input : null,
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
          given,
          progress,
          preview);
    }
  }

  private final Provider<Settings> settings;
  private final Provider<ImageEnumeration> enumeration;
  private final Provider<Planning> planning;
  private final Provider<WaitingRuns> waiting;
  private final Provider<DryRun> dryRun;

  @Inject
  EnumerateImagesHandler(
      Provider<Settings> settings,
      Provider<ImageEnumeration> enumeration,
      Provider<Planning> planning,
      Provider<WaitingRuns> waiting,
      Provider<DryRun> dryRun) {
    this.settings = settings;
    this.enumeration = enumeration;
    this.planning = planning;
    this.waiting = waiting;
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
    if (!input.repositories().isEmpty() && !planning.get().concerns(input)) {
      return Answer.of(
          "SKIPPED", "skipped, the stack replicates nothing of " + join(input.repositories()));
    }
    return begin(request, input);
  }

  private Answer begin(Request request, RunInput input) {
    String execution = request.execution();
    List<Note> notes = new ArrayList<>();
    Function<Progress, Plan> plan =
        from -> {
          notes.addAll(waiting.get().leave(execution, input));
          RunInput all = input.and(notes.stream().map(Note::repository).toList());
          return waiting.get().tried(notes, () -> planning.get().plan(all, from));
        };
    Instant startedAt = Instant.parse(request.startedAt());
    Progress earlier = Objects.requireNonNullElse(request.progress(), Progress.NONE);
    return switch (enumeration.get().begin(execution, startedAt, earlier, plan)) {
      case Next.Busy(String other) when !input.waits() ->
          Answer.of("SKIPPED", "skipped, run " + other + " is going on");
      case Next.Busy(String other) -> {
        String first = waiting.get().join(execution, input);
        yield first.equals(execution)
            ? Answer.of("WAIT", "waiting, run " + other + " is going on").with(request.input())
            : Answer.of("SKIPPED", "skipped, run " + first + " waits and does this, too");
      }
      case Next.Go go -> {
        waiting.get().done(notes);
        yield Answer.of(go, settings.get(), request.input());
      }
    };
  }

  private static String join(Set<String> repositories) {
    return String.join(", ", new TreeSet<>(repositories));
  }
}
