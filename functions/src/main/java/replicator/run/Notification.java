package replicator.run;

import java.util.List;

/**
 * What people are told of a run, readable in an e-mail.
 *
 * @param subject one line
 */
public record Notification(String subject, String text) {

  /**
   * When something has failed.
   *
   * @param undelivered earlier runs whose notification reached nobody
   */
  static Notification ofFailure(Stack stack, Run run, Outcome outcome, List<Run> undelivered) {
    StringBuilder text = new StringBuilder();
    text.append(sentence(outcome.summary())).append("\n");
    section(
        text,
        "What failed, and why:",
        outcome.failures().stream().map(Notification::line).toList());
    int more =
        outcome.counts().failed() - outcome.counts().unavailable() - outcome.failures().size();
    if (more > 0) {
      text.append(
          "  and %d more, see the stack's output Images, or make status STACK=%s JSON=1\n"
              .formatted(more, stack.name()));
    }
    section(text, "What could not be planned:", outcome.problems());
    section(text, "Not delivered before, because no address was confirmed:", lines(undelivered));
    section(
        text,
        "What to do:",
        List.of(
            "If the reasons are temporary, nothing: the next scheduled run copies",
            "what the stack selects and is still missing.",
            "Otherwise, or if there is no schedule (replicationMode ONE_TIME), fix",
            "what the reasons name and start a run from the workflow's page.",
            "A run of images that the stack does not select, or with copyAgain,",
            "must be started again."));
    section(text, "What it took:", run.usage().lines());
    section(
        text,
        "Where to look:",
        List.of(
            "Run " + run.id(),
            "Stack " + stack.name() + " in " + stack.region(),
            stack.execution(run.execution())));
    String what =
        outcome.counts().failed() > 0
            ? "%d of %s failed"
                .formatted(
                    outcome.counts().failed(),
                    Outcome.images(outcome.counts().planned() + outcome.counts().unavailable()))
            : "the run failed";
    return new Notification(subject(what, stack), text.toString());
  }

  /** When a run succeeds after one that had not. */
  static Notification ofRecovery(Stack stack, Run run, Outcome outcome, List<Run> undelivered) {
    StringBuilder text = new StringBuilder();
    text.append(sentence(outcome.summary())).append("\n\n");
    text.append("Every image that the stack selects is at the destination.\n");
    text.append("An earlier run had failures.\n");
    section(text, "Not delivered before, because no address was confirmed:", lines(undelivered));
    text.append("\n").append(stack.execution(run.execution())).append("\n");
    return new Notification(subject("all is well again", stack), text.toString());
  }

  private static List<String> lines(List<Run> undelivered) {
    return undelivered.stream().map(run -> "Run " + run.id() + ": " + run.message()).toList();
  }

  /** What has happened comes first: the end of a long subject is cut. */
  private static String subject(String what, Stack stack) {
    return "ECR Replicator: %s in %s".formatted(what, stack.name());
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append("\n").append(title).append("\n");
    lines.forEach(line -> text.append("  ").append(line).append("\n"));
  }

  private static String line(FailedImage failure) {
    return failure.image() + "\n      " + failure.reason();
  }

  private static String sentence(String words) {
    String end = words.endsWith(".") ? "" : ".";
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + end;
  }
}
