package replicator.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.BatchRecord;
import replicator.copy.Launch;
import replicator.copy.TaskTime;
import replicator.copy.Verdict;
import replicator.run.RunId;

/** A batch, with its last attempt, as an item of the table of runs. */
final class BatchItems {
  private static final Duration KEPT = Duration.ofDays(90);
  private static final String DONE = "DONE";
  private static final String RETRY = "RETRY";
  private static final String INTERRUPTED = "INTERRUPTED";

  private BatchItems() {}

  static String kind(RunId run) {
    return "batch " + run;
  }

  /**
   * As many digits as the number of a batch may have in an {@link AttemptId}, so that they sort.
   */
  static Item key(RunId run, int number) {
    return Item.of("kind", kind(run)).with("id", "%09d".formatted(number));
  }

  static Item of(RunId run, Batch batch, Instant now) {
    return key(run, batch.number())
        .with("copies", CopyLines.write(batch.copies()))
        .with("images", batch.copies().size())
        .with("expiresAt", now.plus(KEPT).getEpochSecond());
  }

  static BatchRecord record(RunId run, Item item) {
    return new BatchRecord(
        run,
        number(item),
        CopyLines.read(item.bytes("copies")),
        attempt(run, item),
        item.has("tasks")
            ? new TaskTime(item.number("tasks"), Duration.ofSeconds(item.number("taskSeconds")))
            : TaskTime.NONE);
  }

  static int number(Item item) {
    return Integer.parseInt(item.text("id"));
  }

  static Optional<Attempt> attempt(RunId run, Item item) {
    if (!item.has("attempt")) {
      return Optional.empty();
    }
    return Optional.of(
        new Attempt(
            new AttemptId(run, number(item), item.number("attempt")),
            item.text("token"),
            launch(item),
            item.find("verdict").map(verdict -> verdict(verdict, item)),
            item.flag("answered")));
  }

  private static Launch launch(Item item) {
    int refusals = item.has("refusals") ? item.number("refusals") : 0;
    return new Launch(item.time("openedAt"), refusals, item.find("task"));
  }

  /** The values {@code :verdict} and {@code :reason}. */
  static Item values(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done done -> Item.of("verdict", DONE).with("reason", "");
      case Verdict.Retry retry -> Item.of("verdict", RETRY).with("reason", retry.reason());
      case Verdict.Interrupted interrupted ->
          Item.of("verdict", INTERRUPTED).with("reason", interrupted.reason());
    };
  }

  private static Verdict verdict(String name, Item item) {
    return switch (name) {
      case DONE -> new Verdict.Done();
      case INTERRUPTED -> new Verdict.Interrupted(item.text("reason"));
      default -> new Verdict.Retry(item.text("reason"));
    };
  }
}
