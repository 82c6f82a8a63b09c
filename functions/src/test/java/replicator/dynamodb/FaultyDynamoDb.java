package replicator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A DynamoDB that does the wrong thing when it is told to, and is another one otherwise. Only
 * consistent reads are allowed: what one function has written, the next must see.
 */
final class FaultyDynamoDb implements DynamoDbClient {
  /** What goes wrong with one call. */
  sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** It is refused. */
    record Refused(RuntimeException error) implements Fault {}

    /** So many of its items are done and no more. */
    record Partial(int done) implements Fault {}

    /** It is done, its answer is lost, and the SDK makes it again. */
    record AnswerLost() implements Fault {}
  }

  private final DynamoDbClient real;
  private final Map<String, Deque<Fault>> faults = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Optional<Integer> pageSize = Optional.empty();

  FaultyDynamoDb(DynamoDbClient real) {
    this.real = real;
  }

  /** Goes wrong with the next calls of an action, one fault each. */
  FaultyDynamoDb next(String action, Fault... ofCalls) {
    faults.computeIfAbsent(action, name -> new ArrayDeque<>()).addAll(List.of(ofCalls));
    return this;
  }

  FaultyDynamoDb always(String action, Fault fault) {
    always.put(action, fault);
    return this;
  }

  /** Answers queries in pages of so many items. */
  FaultyDynamoDb pages(int size) {
    pageSize = Optional.of(size);
    return this;
  }

  synchronized long calls(String action) {
    return calls.stream().filter(action::equals).count();
  }

  private synchronized Fault fault(String action) {
    calls.add(action);
    return Optional.ofNullable(faults.getOrDefault(action, new ArrayDeque<>()).poll())
        .orElseGet(() -> always.getOrDefault(action, new Fault.None()));
  }

  private <T> T call(String action, Supplier<T> request) {
    return switch (fault(action)) {
      case Fault.None none -> request.get();
      case Fault.Refused refused -> throw refused.error();
      case Fault.Partial partial -> throw new IllegalArgumentException(action + " has one item");
      case Fault.AnswerLost lost -> {
        T unheard = request.get();
        assert unheard != null;
        yield request.get();
      }
    };
  }

  private static void assertConsistent(@Nullable Boolean read) {
    assertThat(read).as("consistentRead").isEqualTo(true);
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    assertConsistent(request.consistentRead());
    return call("GetItem", () -> real.getItem(request));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return call("PutItem", () -> real.putItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return call("UpdateItem", () -> real.updateItem(request));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    return call("DeleteItem", () -> real.deleteItem(request));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    assertConsistent(request.consistentRead());
    QueryRequest.Builder paged = request.toBuilder();
    pageSize.ifPresent(paged::limit);
    return call("Query", () -> real.query(paged.build()));
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    return switch (fault("BatchWriteItem")) {
      case Fault.None none -> real.batchWriteItem(request);
      case Fault.Refused refused -> throw refused.error();
      case Fault.AnswerLost lost -> throw new IllegalArgumentException("it has no condition");
      case Fault.Partial partial -> {
        String table = request.requestItems().keySet().iterator().next();
        List<WriteRequest> all = request.requestItems().getOrDefault(table, List.of());
        int done = Math.min(partial.done(), all.size());
        if (done > 0) {
          real.batchWriteItem(write -> write.requestItems(Map.of(table, all.subList(0, done))));
        }
        List<WriteRequest> left = all.subList(done, all.size());
        yield BatchWriteItemResponse.builder()
            .unprocessedItems(left.isEmpty() ? Map.of() : Map.of(table, left))
            .build();
      }
    };
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    request.requestItems().values().forEach(keys -> assertConsistent(keys.consistentRead()));
    return switch (fault("BatchGetItem")) {
      case Fault.None none -> real.batchGetItem(request);
      case Fault.Refused refused -> throw refused.error();
      case Fault.AnswerLost lost -> throw new IllegalArgumentException("it has no condition");
      case Fault.Partial partial -> {
        String table = request.requestItems().keySet().iterator().next();
        KeysAndAttributes wanted = request.requestItems().values().iterator().next();
        List<Map<String, AttributeValue>> keys = wanted.keys();
        int done = Math.min(partial.done(), keys.size());
        Map<String, List<Map<String, AttributeValue>>> found =
            done == 0
                ? Map.of()
                : real.batchGetItem(
                        get ->
                            get.requestItems(
                                Map.of(
                                    table, wanted.toBuilder().keys(keys.subList(0, done)).build())))
                    .responses();
        KeysAndAttributes left = wanted.toBuilder().keys(keys.subList(done, keys.size())).build();
        yield BatchGetItemResponse.builder()
            .responses(found)
            .unprocessedKeys(left.keys().isEmpty() ? Map.of() : Map.of(table, left))
            .build();
      }
    };
  }

  @Override
  public String serviceName() {
    return real.serviceName();
  }

  @Override
  public void close() {}
}
