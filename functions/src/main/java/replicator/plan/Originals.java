package replicator.plan;

import java.util.List;
import java.util.function.Supplier;
import replicator.image.Repository;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.selection.Selection;

/**
 * A selection from a registry that keeps its own copies, without the repositories of copies:
 * otherwise each run would copy those of the run before. A repository that is listed by its name is
 * taken nevertheless.
 */
public record Originals(Selection selection, DestinationNames copies) implements Selection {
  @Override
  public List<Selected> among(Supplier<List<Repository>> all) {
    return selection.among(
        () -> all.get().stream().filter(one -> !copies.keeps(one.name())).toList());
  }

  @Override
  public Entries entries() {
    return selection.entries();
  }

  @Override
  public String useless(String entry) {
    return selection.useless(entry);
  }
}
