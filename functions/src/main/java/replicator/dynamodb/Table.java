package replicator.dynamodb;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import replicator.aws.AwsCall;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The calls of one table that are about one item or a query. */
final class Table {
  private final DynamoDbClient client;
  private final String name;

  Table(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  <T> T call(String action, Supplier<T> request) {
    return AwsCall.of("dynamodb:" + action, name).make(request);
  }

  DynamoDbClient client() {
    return client;
  }

  String name() {
    return name;
  }

  Optional<Item> find(Item key) {
    GetItemResponse found =
        call(
            "GetItem",
            () ->
                client.getItem(
                    get -> get.tableName(name).key(key.attributes()).consistentRead(true)));
    return found.hasItem() ? Optional.of(new Item(found.item())) : Optional.empty();
  }

  void put(Item item) {
    call("PutItem", () -> client.putItem(put -> put.tableName(name).item(item.attributes())));
  }

  /** Puts the item if the condition holds for the present item, or for its absence. */
  boolean put(Item item, String condition, Item values) {
    return isMet(
        "PutItem",
        () ->
            client.putItem(
                put ->
                    put.tableName(name)
                        .item(item.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeNames(Change.names(condition))
                        .expressionAttributeValues(named(values))));
  }

  /** Deletes the item if it meets the condition. */
  void delete(Item key, String condition, Item values) {
    isMet(
        "DeleteItem",
        () ->
            client.deleteItem(
                delete ->
                    delete
                        .tableName(name)
                        .key(key.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeNames(Change.names(condition))
                        .expressionAttributeValues(named(values))));
  }

  void delete(Item key) {
    call(
        "DeleteItem",
        () -> client.deleteItem(delete -> delete.tableName(name).key(key.attributes())));
  }

  private boolean isMet(String action, Runnable request) {
    return call(
        action,
        () -> {
          try {
            request.run();
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  Change.Result change(Change change) {
    return call("UpdateItem", () -> update(change));
  }

  private Change.Result update(Change change) {
    try {
      Map<String, AttributeValue> now =
          client
              .updateItem(
                  update ->
                      update
                          .tableName(name)
                          .key(change.key().attributes())
                          .updateExpression(change.update())
                          .conditionExpression(change.condition())
                          .expressionAttributeNames(
                              Change.names(change.update(), change.condition()))
                          .expressionAttributeValues(named(change.values()))
                          .returnValues(ReturnValue.ALL_NEW)
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .attributes();
      return new Change.Result(true, new Item(now));
    } catch (ConditionalCheckFailedException e) {
      return new Change.Result(false, new Item(e.hasItem() ? e.item() : Map.of()));
    }
  }

  /**
   * What a query finds, page by page as it is needed.
   *
   * @param condition on the keys
   */
  Stream<Item> query(String condition, Item values, UnaryOperator<QueryRequest.Builder> more) {
    QueryRequest first =
        more.apply(
                QueryRequest.builder()
                    .tableName(name)
                    .consistentRead(true)
                    .keyConditionExpression(condition)
                    .expressionAttributeNames(Change.names(condition))
                    .expressionAttributeValues(named(values)))
            .build();
    return pages(first);
  }

  /**
   * What a query finds that meets a filter as well, page by page as it is needed.
   *
   * @param filter on attributes that are no keys; items that it leaves out are read nevertheless
   */
  Stream<Item> query(
      String condition, String filter, Item values, UnaryOperator<QueryRequest.Builder> more) {
    return query(
        condition,
        values,
        query ->
            more.apply(query)
                .filterExpression(filter)
                .expressionAttributeNames(Change.names(condition, filter)));
  }

  private Stream<Item> pages(QueryRequest first) {
    return Stream.iterate(
            Optional.of(page(first)), Optional::isPresent, last -> last.flatMap(this::next))
        .flatMap(page -> page.orElseThrow().response.items().stream())
        .map(Item::new);
  }

  private record Page(QueryRequest request, QueryResponse response) {}

  private Page page(QueryRequest request) {
    return new Page(request, call("Query", () -> client.query(request)));
  }

  private Optional<Page> next(Page last) {
    if (!last.response.hasLastEvaluatedKey() || last.response.lastEvaluatedKey().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        page(last.request.toBuilder().exclusiveStartKey(last.response.lastEvaluatedKey()).build()));
  }

  private static Map<String, AttributeValue> named(Item values) {
    return values.attributes().entrySet().stream()
        .collect(toMap(value -> ":" + value.getKey(), Map.Entry::getValue));
  }
}
