package replicator.dynamodb;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A conditional change of one item. In the expressions every attribute is written {@code #name},
 * since many names are <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">reserved
 * words</a>, and every value {@code :name}.
 *
 * @param key of the item
 * @param update what to set and remove
 * @param condition that the item must meet
 * @param values of both expressions, without the colon
 */
record Change(Item key, String update, String condition, Item values) {
  private static final Pattern NAME = Pattern.compile("#([A-Za-z]+)");

  /** The names in expressions, as DynamoDB has to be told them. */
  static Map<String, String> names(String... expressions) {
    return Stream.of(expressions)
        .flatMap(expression -> NAME.matcher(expression).results())
        .map(MatchResult::group)
        .distinct()
        .collect(Collectors.toMap(name -> name, name -> name.substring(1)));
  }

  /**
   * The result.
   *
   * @param item after the change; if that was not made, as it is, and empty if there is none
   */
  record Result(boolean made, Item item) {}
}
