package replicator.selection;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import replicator.image.Repository;

/**
 * Every tag of every repository.
 *
 * @param path of a repository, see {@link Selected}
 */
public record AllImages(Function<Repository, String> path) implements Selection {
  private static final TagChoice EVERY = TagChoice.of(new EveryTag("ALL"));

  @Override
  public List<Selected> among(Supplier<List<Repository>> repositories) {
    return repositories.get().stream()
        .map(repository -> new Selected(repository, path.apply(repository), EVERY))
        .toList();
  }

  @Override
  public Set<String> entries() {
    return Set.of();
  }
}
