package replicator.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;
import replicator.failure.PermanentFailure;
import replicator.registry.http.RequestDescription;

/**
 * What a registry lists, without what the grammar of names does not allow: ECR accepts tags, and
 * others accept repositories, that <a
 * href="https://github.com/containers/skopeo/issues/2542">skopeo</a> and docker cannot name, so
 * nobody could copy them.
 */
final class ListedNames {
  private static final Logger LOG = Logger.getLogger(ListedNames.class.getName());

  private ListedNames() {}

  /**
   * @param place that lists them
   * @param kind what each ought to be
   * @throws PermanentFailure if none of them is one: such a list is not believed
   */
  static <T> List<T> parsed(
      Object place, String kind, Collection<String> listed, Function<String, Optional<T>> parse) {
    List<T> names = new ArrayList<>();
    List<String> others = new ArrayList<>();
    listed.forEach(text -> parse.apply(text).ifPresentOrElse(names::add, () -> others.add(text)));
    if (others.isEmpty()) {
      return names;
    }
    String found =
        "%s: the registry lists %s, which is no %s"
            .formatted(place, RequestDescription.quoted(others.getFirst()), kind);
    if (names.isEmpty()) {
      throw new PermanentFailure(found);
    }
    LOG.warning(
        "%s: left out, as are all such, %d of %d".formatted(found, others.size(), listed.size()));
    return names;
  }
}
