package replicator.dynamodb;

import java.time.Duration;
import java.time.Instant;
import replicator.run.Counts;
import replicator.run.Delivery;
import replicator.run.Ending;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;
import replicator.run.Usage;

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
        .with("finishedAt", run.ending().map(Ending::at).map(Instant::toString))
        .with("batches", run.batches())
        .with("upToDate", counts.upToDate())
        .with("planned", counts.planned())
        .with("succeeded", counts.succeeded())
        .with("unavailable", counts.unavailable())
        .with("failed", counts.failed())
        .with("useless", counts.useless())
        .with("problems", run.problems())
        .with("message", run.message())
        .with("partial", run.partial())
        .with("compared", run.compared())
        .with("delivery", run.delivery().map(Delivery::name))
        .with("behindSince", run.behindSince().map(Instant::toString))
        .with("tasks", run.usage().tasks())
        .with("taskSeconds", run.usage().taskSeconds())
        .with("bytesCopied", run.usage().bytes())
        .with("dollars", run.usage().dollars())
        .with("expiresAt", run.startedAt().plus(KEPT).getEpochSecond());
  }

  static Run run(Item item) {
    return new Run(
        new RunId(item.text("id")),
        item.text("execution"),
        item.time("startedAt"),
        item.flag("partial"),
        item.flag("compared"),
        item.number("batches"),
        counts(item),
        item.texts("problems"),
        item.find("finishedAt").map(Instant::parse).map(at -> ending(item, at)),
        item.find("delivery").map(Delivery::valueOf));
  }

  private static Ending ending(Item item, Instant at) {
    return new Ending(
        RunStatus.valueOf(item.text("status")),
        at,
        item.text("message"),
        usage(item),
        item.find("behindSince").map(Instant::parse));
  }

  private static Usage usage(Item item) {
    return new Usage(
        item.number("tasks"),
        item.longNumber("taskSeconds"),
        item.longNumber("bytesCopied"),
        item.decimal("dollars"));
  }

  private static Counts counts(Item item) {
    return new Counts(
        item.number("upToDate"),
        item.number("planned"),
        item.number("succeeded"),
        item.number("unavailable"),
        item.number("failed"),
        item.number("useless"));
  }
}
