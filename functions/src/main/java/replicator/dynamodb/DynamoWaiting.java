package replicator.dynamodb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import replicator.run.Turn;
import replicator.run.Waiting;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Turns and notes in the table of runs. */
public final class DynamoWaiting implements Waiting {
  private static final String KIND = "note";

  /** A note that no run has read by then is not needed: many runs of everything have come since. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Table table;
  private final InstantSource clock;

  /**
   * @param table of runs
   */
  public DynamoWaiting(DynamoDbClient client, String table, InstantSource clock) {
    this.table = new Table(client, table);
    this.clock = clock;
  }

  @Override
  public String takeTurn(Turn turn, String execution, Optional<String> from) {
    return lease(turn).take(execution, from);
  }

  @Override
  public boolean hasTurn(Turn turn, String execution) {
    return lease(turn).isHeldBy(execution);
  }

  @Override
  public void giveBack(Turn turn, String execution) {
    lease(turn).release(execution);
  }

  private Lease lease(Turn turn) {
    return new Lease(table, "waiting for " + turn.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void note(String repository) {
    table.put(
        key(repository)
            .with("mark", UUID.randomUUID().toString())
            .with("expiresAt", clock.instant().plus(KEPT).getEpochSecond()));
  }

  @Override
  public List<Note> notes() {
    return table
        .query("#kind = :kind", Item.of("kind", KIND), query -> query)
        .map(item -> new Note(item.text("id"), item.text("mark")))
        .toList();
  }

  @Override
  public void strike(Collection<Note> notes) {
    notes.forEach(
        note ->
            table.delete(key(note.repository()), "#mark = :mark", Item.of("mark", note.mark())));
  }

  private static Item key(String repository) {
    return Item.of("kind", KIND).with("id", repository);
  }
}
