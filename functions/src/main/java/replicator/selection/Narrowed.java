package replicator.selection;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import replicator.image.Repository;

/**
 * The part of another selection that is in some repositories; the source need not list all of its
 * own.
 */
public record Narrowed(Selection selection, Set<Repository> repositories) implements Selection {
  public Narrowed {
    repositories = Set.copyOf(repositories);
  }

  @Override
  public List<Selected> among(Supplier<List<Repository>> all) {
    return selection.among(() -> repositories.stream().sorted().toList()).stream()
        .filter(selected -> repositories.contains(selected.source()))
        .toList();
  }

  /** None must match: that most match nothing here is no problem. */
  @Override
  public Entries entries() {
    return Entries.NONE;
  }
}
