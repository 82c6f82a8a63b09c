package replicator.dynamodb;

import java.time.Duration;
import java.time.Instant;
import replicator.run.Counts;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;

/** A run as an item of the table of runs. */
final class RunItems {
  static final String KIND = "run";
  private static final Duration KEPT = Duration.ofDays(366);

  private RunItems() {}

  static Item key(RunId id) {
    return Item.of("kind", KIND).with("id", id.value());
  }

  static Item of(Run run) {
    Counts counts = run.counts();
    return key(run.id())
        .with("execution", run.execution())
        .with("status", run.status().name())
        .with("startedAt", run.startedAt())
        .with("finishedAt", run.finishedAt().map(Instant::toString))
        .with("batches", run.batches())
        .with("upToDate", counts.upToDate())
        .with("planned", counts.planned())
        .with("succeeded", counts.succeeded())
        .with("unavailable", counts.unavailable())
        .with("failed", counts.failed())
        .with("problems", run.problems())
        .with("message", run.message())
        .with("partial", run.partial())
        .with("announced", run.announced())
        .with("expiresAt", run.startedAt().plus(KEPT).getEpochSecond());
  }

  static Run run(Item item) {
    return new Run(
        new RunId(item.text("id")),
        item.text("execution"),
        RunStatus.valueOf(item.text("status")),
        item.time("startedAt"),
        item.find("finishedAt").map(Instant::parse),
        item.number("batches"),
        counts(item),
        item.texts("problems"),
        item.text("message"),
        item.has("partial") && item.flag("partial"),
        item.flag("announced"));
  }

  private static Counts counts(Item item) {
    return new Counts(
        item.number("upToDate"),
        item.number("planned"),
        item.number("succeeded"),
        item.number("unavailable"),
        item.number("failed"));
  }
}
