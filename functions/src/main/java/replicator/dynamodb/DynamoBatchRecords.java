package replicator.dynamodb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.BatchRecord;
import replicator.copy.BatchRecords;
import replicator.copy.Verdict;
import replicator.run.RunId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Batches in the table of runs; they expire there. */
public final class DynamoBatchRecords implements BatchRecords {
  private static final String LATER = "#kind = :kind AND #id > :id";
  private static final String OPEN = "#attempt = :attempt AND attribute_not_exists(#verdict)";

  private final Table table;
  private final Batching batching;
  private final InstantSource clock;

  /**
   * @param table of runs
   */
  public DynamoBatchRecords(DynamoDbClient client, String table, InstantSource clock) {
    this(client, table, clock, Backoff.PATIENT);
  }

  DynamoBatchRecords(DynamoDbClient client, String table, InstantSource clock, Backoff backoff) {
    this.table = new Table(client, table);
    this.batching = new Batching(this.table, backoff);
    this.clock = clock;
  }

  @Override
  public void write(RunId run, int last, List<Batch> batches) {
    Set<Integer> stale = new HashSet<>(numbersAfter(run, last));
    batches.forEach(batch -> stale.remove(batch.number()));
    batching.write(
        List.copyOf(stale),
        slice -> slice.stream().map(number -> deletion(BatchItems.key(run, number))).toList());
    batching.write(
        batches,
        slice ->
            slice.stream().map(batch -> put(BatchItems.of(run, batch, clock.instant()))).toList());
  }

  private List<Integer> numbersAfter(RunId run, int last) {
    return table
        .query(LATER, BatchItems.key(run, last), query -> query.projectionExpression("#id"))
        .map(BatchItems::number)
        .toList();
  }

  private static WriteRequest put(Item item) {
    return WriteRequest.builder().putRequest(put -> put.item(item.attributes())).build();
  }

  private static WriteRequest deletion(Item key) {
    return WriteRequest.builder().deleteRequest(delete -> delete.key(key.attributes())).build();
  }

  @Override
  public Optional<BatchRecord> find(RunId run, int number) {
    return table.find(BatchItems.key(run, number)).map(item -> BatchItems.record(run, item));
  }

  @Override
  public Stream<BatchRecord> after(RunId run, int number) {
    return table
        .query(LATER, BatchItems.key(run, number), query -> query)
        .map(item -> BatchItems.record(run, item));
  }

  /**
   * The answer may be lost and the call repeated: the call whose token is there has opened the
   * attempt.
   */
  @Override
  public boolean open(AttemptId attempt, String token) {
    Change.Result result =
        table.change(
            new Change(
                key(attempt),
                "SET #attempt = :attempt, #token = :token, #answered = :no, #openedAt = :now"
                    + " REMOVE #task, #refusals, #verdict, #reason, #closedBy, #closedAt",
                attempt.attempt() == 1
                    ? "attribute_exists(#copies) AND attribute_not_exists(#attempt)"
                    : "#attempt = :previous AND attribute_exists(#verdict)",
                opening(attempt, token)));
    return result.made()
        || BatchItems.attempt(attempt.run(), result.item())
            .filter(now -> now.id().equals(attempt) && now.isOpen() && now.token().equals(token))
            .isPresent();
  }

  private Item opening(AttemptId attempt, String token) {
    Item values =
        values(attempt).with("token", token).with("no", false).with("now", clock.instant());
    return attempt.attempt() == 1 ? values : values.with("previous", attempt.attempt() - 1L);
  }

  @Override
  public boolean adopt(AttemptId attempt, String token) {
    return table
        .change(
            new Change(
                key(attempt), "SET #token = :token", OPEN, values(attempt).with("token", token)))
        .made();
  }

  @Override
  public void recordRefusals(AttemptId attempt, int refusals) {
    table.change(
        new Change(
            key(attempt),
            "SET #refusals = :refusals",
            OPEN
                + " AND attribute_not_exists(#task)"
                + " AND (attribute_not_exists(#refusals) OR #refusals < :refusals)",
            values(attempt).with("refusals", refusals)));
  }

  @Override
  public boolean recordTask(AttemptId attempt, String taskArn) {
    return table
        .change(
            new Change(
                key(attempt),
                "SET #task = :task",
                OPEN + " AND (attribute_not_exists(#task) OR #task = :task)",
                values(attempt).with("task", taskArn)))
        .made();
  }

  @Override
  public void addTaskTime(AttemptId attempt, Duration billed) {
    table.change(
        new Change(
            key(attempt),
            "SET #timed = :attempt ADD #tasks :one, #taskSeconds :seconds",
            "#attempt = :attempt AND (attribute_not_exists(#timed) OR #timed < :attempt)",
            values(attempt).with("one", 1).with("seconds", billed.toSeconds())));
  }

  /**
   * The answer may be lost and the call repeated: the mark shows whether this call made the change.
   */
  @Override
  public Optional<Attempt> close(AttemptId attempt, Verdict verdict) {
    String mark = UUID.randomUUID().toString();
    Change.Result result =
        table.change(
            new Change(
                key(attempt),
                "SET #verdict = :verdict, #reason = :reason, #closedBy = :mark, #closedAt = :now",
                OPEN,
                BatchItems.values(verdict)
                    .with("attempt", attempt.attempt())
                    .with("mark", mark)
                    .with("now", clock.instant())));
    boolean closed = result.made() || result.item().find("closedBy").equals(Optional.of(mark));
    return closed ? BatchItems.attempt(attempt.run(), result.item()) : Optional.empty();
  }

  @Override
  public void markAnswered(AttemptId attempt) {
    table.change(
        new Change(
            key(attempt),
            "SET #answered = :yes",
            "#attempt = :attempt AND attribute_exists(#verdict)",
            values(attempt).with("yes", true)));
  }

  private static Item key(AttemptId attempt) {
    return BatchItems.key(attempt.run(), attempt.batch());
  }

  private static Item values(AttemptId attempt) {
    return new Item(Map.of()).with("attempt", attempt.attempt());
  }
}
