package replicator.plan;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import replicator.image.Repository;
import replicator.selection.Selected;
import replicator.selection.Selection;

/** Of another selection, what is in one repository; the source need not list all of them. */
public record Narrowed(Selection selection, Repository repository) implements Selection {
  @Override
  public List<Selected> among(Supplier<List<Repository>> repositories) {
    return selection.among(() -> List.of(repository)).stream()
        .filter(selected -> selected.source().equals(repository))
        .toList();
  }

  /** Most match nothing here, and that says nothing. */
  @Override
  public Set<String> entries() {
    return Set.of();
  }
}
