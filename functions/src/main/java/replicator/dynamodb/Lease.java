package replicator.dynamodb;

import java.util.Optional;

/** An item of the table of runs that belongs to one execution at a time. */
final class Lease {
  private static final String IS_MINE = "#execution = :execution";
  private static final String IS_FREE_OR_MINE = "attribute_not_exists(#execution) OR " + IS_MINE;

  private final Table table;
  private final String id;

  Lease(Table table, String id) {
    this.table = table;
    this.id = id;
  }

  /**
   * @param from the execution that it may be taken from
   * @return the execution that has it now
   */
  String take(String execution, Optional<String> from) {
    Change.Result result =
        table.change(
            new Change(
                key(),
                "SET #execution = :execution",
                from.isPresent() ? IS_FREE_OR_MINE + " OR #execution = :from" : IS_FREE_OR_MINE,
                Item.of("execution", execution).with("from", from)));
    return result.item().text("execution");
  }

  boolean isHeldBy(String execution) {
    return table.find(key()).filter(item -> item.text("execution").equals(execution)).isPresent();
  }

  void release(String execution) {
    table.delete(key(), IS_MINE, Item.of("execution", execution));
  }

  private Item key() {
    return Item.of("kind", "lease").with("id", id);
  }
}
