package replicator.dynamodb;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replicator.failure.PermanentFailure;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item, in Java's types; {@code with} adds to it. A time for people is a text
 * in ISO 8601; one that DynamoDB itself compares or expires items by is a number.
 */
final class Item {
  private final Map<String, AttributeValue> attributes;

  Item(Map<String, AttributeValue> attributes) {
    this.attributes = new HashMap<>(attributes);
  }

  static Item of(String name, String value) {
    return new Item(Map.of()).with(name, value);
  }

  Map<String, AttributeValue> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  Item with(String name, String value) {
    return with(name, AttributeValue.fromS(value));
  }

  Item with(String name, Optional<String> value) {
    value.ifPresent(text -> with(name, text));
    return this;
  }

  Item with(String name, long value) {
    return with(name, AttributeValue.fromN(Long.toString(value)));
  }

  Item with(String name, double value) {
    return with(name, AttributeValue.fromN(BigDecimal.valueOf(value).toPlainString()));
  }

  Item with(String name, boolean value) {
    return with(name, AttributeValue.fromBool(value));
  }

  Item with(String name, Instant value) {
    return with(name, value.toString());
  }

  Item with(String name, byte[] value) {
    return with(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
  }

  Item with(String name, List<String> values) {
    return with(name, AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
  }

  private Item with(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }

  String text(String name) {
    return find(name).orElseThrow(() -> unreadable(name));
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  int number(String name) {
    return Integer.parseInt(digits(name));
  }

  long longNumber(String name) {
    return Long.parseLong(digits(name));
  }

  double decimal(String name) {
    return Double.parseDouble(digits(name));
  }

  private String digits(String name) {
    String digits = get(name).n();
    if (digits == null) {
      throw unreadable(name);
    }
    return digits;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(get(name).bool());
  }

  byte[] bytes(String name) {
    SdkBytes bytes = get(name).b();
    if (bytes == null) {
      throw unreadable(name);
    }
    return bytes.asByteArray();
  }

  List<String> texts(String name) {
    return get(name).l().stream().map(AttributeValue::s).toList();
  }

  private AttributeValue get(String name) {
    AttributeValue value = attributes.get(name);
    if (value == null) {
      throw unreadable(name);
    }
    return value;
  }

  private PermanentFailure unreadable(String name) {
    return new PermanentFailure(
        "the item %s has no %s that can be read: has it been edited?"
            .formatted(attributes.keySet(), name));
  }
}
