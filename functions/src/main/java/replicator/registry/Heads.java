package replicator.registry;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import replicator.concurrent.Concurrently;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.Tag;
import replicator.registry.http.InternalServerError;
import replicator.selection.TagChoice;

/** The manifests of many images of one repository: what it has, and what it refuses to give. */
final class Heads {
  /**
   * More broken ones than this in one repository are an outage. Fewer than are asked for at once,
   * for a short outage meets each of these once.
   */
  private static final int MOST_BROKEN = 3;

  private final Map<Tag, Digest> found = new TreeMap<>();
  private final Map<Tag, String> refused = new ConcurrentHashMap<>();
  private final Queue<TransientFailure> broken = new ConcurrentLinkedQueue<>();

  private Heads() {}

  static Heads of(Manifests manifests, Set<Digest> digests, Set<Tag> tags, int maxConcurrent) {
    Heads heads = new Heads();
    Concurrently.map(
            digests,
            maxConcurrent,
            digest -> heads.ask(TagChoice.tagOf(digest), () -> manifests.digest(digest)))
        .forEach((digest, same) -> heads.found.put(TagChoice.tagOf(digest), same));
    heads.found.putAll(
        Concurrently.map(tags, maxConcurrent, tag -> heads.ask(tag, () -> manifests.digest(tag))));
    if (heads.found.isEmpty() && !heads.broken.isEmpty()) {
      throw heads.broken.element();
    }
    return heads;
  }

  private Optional<Digest> ask(Tag tag, Supplier<Optional<Digest>> request) {
    try {
      return request.get();
    } catch (Refusal e) {
      refused.put(tag, e.getMessage());
    } catch (TransientFailure e) {
      if (!(e.getCause() instanceof InternalServerError)) {
        throw e;
      }
      broken.add(e);
      if (broken.size() > MOST_BROKEN) {
        throw e;
      }
      refused.put(tag, e.getMessage());
    }
    return Optional.empty();
  }

  /** In order of their tags; {@link TagChoice#digests} come under theirs. */
  Map<Tag, Digest> found() {
    return Collections.unmodifiableMap(found);
  }

  /** Why the registry does not give the others, where it says more than that they are missing. */
  Map<Tag, String> refused() {
    return Collections.unmodifiableMap(refused);
  }

  boolean isEmpty() {
    return found.isEmpty() && refused.isEmpty();
  }
}
