package replicator.selection;

import java.util.List;
import java.util.function.Supplier;
import replicator.image.Repository;

/** Every tag of every repository. */
public record AllImages(Names names) implements Selection {
  private static final TagChoice EVERY = TagChoice.of(new EveryTag("ALL"));

  @Override
  public List<Selected> among(Supplier<List<Repository>> repositories) {
    return repositories.get().stream()
        .filter(names::covers)
        .map(repository -> new Selected(repository, names.path(repository), EVERY))
        .toList();
  }

  @Override
  public Entries entries() {
    return Entries.NONE;
  }
}
