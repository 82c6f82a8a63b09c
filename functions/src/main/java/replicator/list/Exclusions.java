package replicator.list;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import replicator.image.Repository;
import replicator.image.Tag;

/**
 * What a list excludes, wherever in it that is written.
 *
 * @param ofOne by repository
 * @param ofSeveral by pattern of repositories
 */
record Exclusions(
    Map<Repository, Set<TagPattern>> ofOne, Map<RepositoryGlob, Set<TagPattern>> ofSeveral) {
  List<TagPattern> of(Repository repository) {
    Stream<TagPattern> one = ofOne.getOrDefault(repository, Set.of()).stream();
    Stream<TagPattern> several =
        ofSeveral.entrySet().stream()
            .filter(exclusion -> exclusion.getKey().matches(repository))
            .flatMap(exclusion -> exclusion.getValue().stream());
    return Stream.concat(one, several).distinct().toList();
  }

  static boolean everything(List<TagPattern> excluded) {
    return excluded.contains(new AnyTag());
  }

  static boolean excludes(List<TagPattern> excluded, Tag tag) {
    return excluded.stream().anyMatch(pattern -> pattern.matches(tag));
  }
}
