package replicator.dynamodb;

import java.util.Optional;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunRecords;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs and the lease in the table of runs; runs expire there. */
public final class DynamoRunRecords implements RunRecords {
  private static final String IS_MINE = "#execution = :execution";
  private static final String IS_FREE_OR_MINE = "attribute_not_exists(#execution) OR " + IS_MINE;

  private final Table table;

  /**
   * @param table of runs
   */
  public DynamoRunRecords(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public String takeLease(String execution, Optional<String> from) {
    Change.Result result =
        table.change(
            new Change(
                lease(),
                "SET #execution = :execution",
                from.isPresent() ? IS_FREE_OR_MINE + " OR #execution = :from" : IS_FREE_OR_MINE,
                Item.of("execution", execution).with("from", from)));
    return result.item().text("execution");
  }

  @Override
  public void releaseLease(String execution) {
    table.delete(lease(), IS_MINE, Item.of("execution", execution));
  }

  private static Item lease() {
    return Item.of("kind", "lease").with("id", "run");
  }

  @Override
  public Optional<Run> find(RunId id) {
    return table.find(RunItems.key(id)).map(RunItems::run);
  }

  @Override
  public Optional<Run> before(RunId id) {
    return table
        .query(
            "#kind = :kind AND #id < :id",
            RunItems.key(id),
            query -> query.scanIndexForward(false).limit(1))
        .findFirst()
        .map(RunItems::run);
  }

  @Override
  public void put(Run run) {
    table.put(RunItems.of(run));
  }
}
