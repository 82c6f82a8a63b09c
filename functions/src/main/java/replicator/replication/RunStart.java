package replicator.replication;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import replicator.failure.PermanentFailure;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.run.RunId;
import replicator.run.RunInput;
import replicator.run.Waiting.Note;

/** Begins a run that was asked for, makes it wait for another, or leaves its work to that. */
public final class RunStart {
  /** What comes next. */
  public sealed interface Next {
    record Go(ImageEnumeration.Begun.Planned plan) implements Next {}

    /** Another run is in progress, and this one is to look again later. */
    record Wait(String reason) implements Next {}

    /** There is nothing to do for this run. */
    record Skip(String reason) implements Next {}
  }

  private final ImageEnumeration enumeration;
  private final WaitingRuns waiting;
  private final Supplier<RunPlanner> planner;

  /**
   * @param planner asked for when it is needed: invalid parameters are to end a run, not to keep it
   *     from beginning
   */
  public RunStart(ImageEnumeration enumeration, WaitingRuns waiting, Supplier<RunPlanner> planner) {
    this.enumeration = enumeration;
    this.waiting = waiting;
    this.planner = planner;
  }

  /**
   * @param earlier how far the run is planned
   */
  public Next begin(String execution, Instant startedAt, RunInput input, Progress earlier) {
    Optional<Set<String>> begun =
        input.repositories().isEmpty()
            ? Optional.empty()
            : enumeration.begun(RunId.of(execution, startedAt));
    boolean unselected = !input.repositories().isEmpty() && !planner.get().concerns(input);
    if (unselected && begun.isEmpty() && !waiting.hasTurn(execution, input)) {
      return new Next.Skip(
          "the stack replicates nothing of "
              + String.join(", ", new TreeSet<>(input.repositories())));
    }
    List<Note> notes = new ArrayList<>();
    ImageEnumeration.Begun result =
        enumeration.begin(
            execution,
            startedAt,
            !input.isWhole(),
            earlier,
            () -> plan(execution, begun.map(input::and).orElse(input), notes, earlier));
    return switch (result) {
      case ImageEnumeration.Begun.Planned planned -> {
        waiting.strike(notes);
        yield new Next.Go(planned);
      }
      case ImageEnumeration.Begun.Busy(String other) ->
          input.waits()
              ? join(execution, input, other)
              : new Next.Skip("run " + other + " is running");
    };
  }

  private Plan plan(String execution, RunInput input, List<Note> notes, Progress earlier) {
    notes.addAll(waiting.takeNotes(execution, input));
    RunInput all = input.and(notes.stream().map(Note::repository).toList());
    try {
      return planner.get().plan(all, earlier);
    } catch (PermanentFailure e) {
      waiting.strike(notes);
      throw e;
    }
  }

  private Next join(String execution, RunInput input, String other) {
    String first = waiting.join(execution, input);
    return first.equals(execution)
        ? new Next.Wait("run " + other + " is running")
        : new Next.Skip("run " + first + " is waiting and will do this, too");
  }
}
