package replicator.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.selection.TagChoice;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/**
 * Of a registry that keeps its own copies, what is not for copies: otherwise each run would copy
 * those of the run before.
 */
public record Originals(SourceRegistry registry, DestinationNames copies)
    implements SourceRegistry {
  @Override
  public List<Repository> repositories() {
    return registry.repositories().stream().filter(one -> !copies.keeps(one.name())).toList();
  }

  @Override
  public Optional<SourceImages> images(Repository repository, TagChoice choice) {
    return registry.images(repository, choice);
  }

  @Override
  public Map<Digest, Long> sizes(Repository repository, Set<Digest> digests) {
    return registry.sizes(repository, digests);
  }
}
