package replicator.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Gatherers;
import replicator.concurrent.Concurrently;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes and reads many items of a table: all of them, or it fails. */
final class Batching {
  /**
   * Calls that are under way at once. A call takes some ten milliseconds, so 32 of 25 items each
   * are more than a new table takes: <a
   * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html">4,000
   * writes a second</a>.
   */
  static final int WIDTH = 32;

  /**
   * Items in a <a
   * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>.
   */
  private static final int WRITES = 25;

  /**
   * Keys in a <a
   * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html">BatchGetItem</a>.
   */
  private static final int READS = 100;

  private final Table table;
  private final Backoff backoff;

  Batching(Table table, Backoff backoff) {
    this.table = table;
    this.backoff = backoff;
  }

  /**
   * Writes the items of all things. They are made when their turn comes, so that a million of them
   * need not exist at once.
   *
   * @param writes makes the requests of some things, no two of the same item
   */
  <T> void write(List<T> things, Function<List<T>, Collection<WriteRequest>> writes) {
    Concurrently.forEach(
        things.stream().gather(Gatherers.windowFixed(WRITES)).toList(),
        WIDTH,
        slice ->
            backoff.untilDone(
                "BatchWriteItem on " + table.name(),
                List.copyOf(writes.apply(slice)),
                this::writeOnce));
  }

  private List<WriteRequest> writeOnce(List<WriteRequest> requests) {
    BatchWriteItemResponse response =
        table.call(
            "BatchWriteItem",
            () ->
                table
                    .client()
                    .batchWriteItem(write -> write.requestItems(Map.of(table.name(), requests))));
    return response.unprocessedItems().getOrDefault(table.name(), List.of());
  }

  /**
   * The items of these keys, where they exist, in no order.
   *
   * @param keys no two the same
   * @param projection the attributes that are wanted, each {@code #name}
   */
  List<Item> read(Collection<Item> keys, String projection) {
    List<Item> items = new ArrayList<>();
    Concurrently.forEach(
        keys.stream().map(Item::attributes).gather(Gatherers.windowFixed(READS)).toList(),
        WIDTH,
        slice ->
            backoff.untilDone(
                "BatchGetItem on " + table.name(),
                slice,
                left -> readOnce(left, projection, items)));
    return items;
  }

  private List<Map<String, AttributeValue>> readOnce(
      List<Map<String, AttributeValue>> keys, String projection, List<Item> items) {
    KeysAndAttributes wanted =
        KeysAndAttributes.builder()
            .keys(keys)
            .consistentRead(true)
            .projectionExpression(projection)
            .expressionAttributeNames(Change.names(projection))
            .build();
    BatchGetItemResponse response =
        table.call(
            "BatchGetItem",
            () ->
                table.client().batchGetItem(get -> get.requestItems(Map.of(table.name(), wanted))));
    synchronized (items) {
      response.responses().getOrDefault(table.name(), List.of()).stream()
          .map(Item::new)
          .forEach(items::add);
    }
    KeysAndAttributes unread = response.unprocessedKeys().get(table.name());
    return unread == null ? List.of() : unread.keys();
  }
}
