package replicator.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import replicator.auth.AuthTurns;
import replicator.run.RunId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Turns in the table of runs: an item says what the file holds, another who is writing it. They are
 * two, because a writer whose turn has expired still writes, though the turn may be another's by
 * then.
 */
public final class DynamoAuthTurns implements AuthTurns {
  private static final String KIND = "auth";

  private final Table table;
  private final InstantSource clock;

  /**
   * @param table of runs
   */
  public DynamoAuthTurns(DynamoDbClient client, String table, InstantSource clock) {
    this.table = new Table(client, table);
    this.clock = clock;
  }

  @Override
  public Optional<Written> lastWritten() {
    return table
        .find(written())
        .filter(item -> item.has("run"))
        .map(item -> new Written(new RunId(item.text("run")), item.time("writtenAt")));
  }

  /**
   * The answer may be lost and the call repeated: the mark shows whether this call made the change.
   */
  @Override
  public boolean take(RunId run, Duration atMost) {
    Instant now = clock.instant();
    String mark = UUID.randomUUID().toString();
    Change.Result result =
        table.change(
            new Change(
                turn(),
                "SET #run = :run, #lockedUntil = :until, #mark = :mark",
                "attribute_not_exists(#lockedUntil) OR #lockedUntil <= :now",
                Item.of("run", run.value())
                    .with("mark", mark)
                    .with("now", now.toEpochMilli())
                    .with("until", now.plus(atMost).toEpochMilli())));
    return result.item().text("mark").equals(mark);
  }

  @Override
  public void changing() {
    table.put(written());
  }

  /**
   * A turn that was never given back belongs to a writer that died, perhaps after it had written.
   */
  @Override
  public boolean mayHoldLogins() {
    return table
        .query("#kind = :kind", Item.of("kind", KIND), query -> query.limit(1))
        .findFirst()
        .isPresent();
  }

  @Override
  public void written(RunId run) {
    table.put(written().with("run", run.value()).with("writtenAt", clock.instant()));
    giveBack(run);
  }

  @Override
  public void giveBack(RunId run) {
    table.delete(turn(), "#run = :run", Item.of("run", run.value()));
  }

  @Override
  public void erased() {
    table.delete(written());
  }

  private static Item written() {
    return Item.of("kind", KIND).with("id", "written");
  }

  private static Item turn() {
    return Item.of("kind", KIND).with("id", "turn");
  }
}
