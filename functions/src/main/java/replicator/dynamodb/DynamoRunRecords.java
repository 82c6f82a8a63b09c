package replicator.dynamodb;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.run.Delivery;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunRecords;
import replicator.run.RunStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs and the lease in the table of runs; runs expire there. */
public final class DynamoRunRecords implements RunRecords {
  /** Runs that are read at once, since some that pushes started may have to be passed over. */
  private static final int PAGE = 25;

  private static final String BEFORE = "#kind = :kind AND #id < :id";

  private final Table table;
  private final Lease lease;

  /**
   * @param table of runs
   */
  public DynamoRunRecords(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
    this.lease = new Lease(this.table, "run");
  }

  @Override
  public String takeLease(String execution, Optional<String> from) {
    return lease.take(execution, from);
  }

  @Override
  public void releaseLease(String execution) {
    lease.release(execution);
  }

  @Override
  public Optional<Run> find(RunId id) {
    return table.find(RunItems.key(id)).map(RunItems::run);
  }

  @Override
  public Optional<Run> lastConclusiveBefore(RunId id) {
    return lastBefore(
        "NOT (#partial = :partial AND #status = :status)",
        RunItems.key(id).with("partial", true).with("status", RunStatus.SUCCEEDED.name()));
  }

  @Override
  public Optional<Run> lastBefore(RunId id) {
    return table
        .query(BEFORE, RunItems.key(id), query -> query.scanIndexForward(false).limit(1))
        .findFirst()
        .map(RunItems::run);
  }

  @Override
  public Optional<Run> lastWholeBefore(RunId id) {
    return lastBefore("NOT #partial = :partial", RunItems.key(id).with("partial", true));
  }

  private Optional<Run> lastBefore(String filter, Item values) {
    return table
        .query(BEFORE, filter, values, query -> query.scanIndexForward(false).limit(PAGE))
        .findFirst()
        .map(RunItems::run);
  }

  @Override
  public Optional<Run> ofExecution(String execution, Instant since) {
    Item values =
        Item.of("kind", RunItems.KIND)
            .with("id", RunId.earliest(since))
            .with("execution", execution);
    return table
        .query("#kind = :kind AND #id >= :id", "#execution = :execution", values, query -> query)
        .findFirst()
        .map(RunItems::run);
  }

  @Override
  public Stream<Run> undeliveredBefore(RunId id) {
    return table
        .query(
            BEFORE,
            "#delivery = :delivery",
            RunItems.key(id).with("delivery", Delivery.NO_SUBSCRIBER.name()),
            query -> query.scanIndexForward(false))
        .map(RunItems::run);
  }

  @Override
  public void put(Run run) {
    table.put(RunItems.of(run));
  }

  @Override
  public boolean begin(Run run, String call) {
    return table.put(
        RunItems.of(run).with("call", call),
        "attribute_not_exists(#status) OR #status = :running",
        Item.of("running", RunStatus.RUNNING.name()));
  }

  @Override
  public boolean goOn(Run run, String call) {
    return table.put(
        RunItems.of(run).with("call", call),
        "#status = :running AND #call = :call",
        Item.of("running", RunStatus.RUNNING.name()).with("call", call));
  }
}
