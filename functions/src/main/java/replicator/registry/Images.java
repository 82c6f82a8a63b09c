package replicator.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.Logger;
import replicator.concurrent.Concurrently;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.selection.TagCandidate;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
import replicator.source.SourceImage;
import replicator.source.SourceImages;

/** The chosen images of one repository: listed only if a rule has to see all tags. */
final class Images {
  /**
   * More broken ones than this in one repository are an outage. Fewer than are asked for at once,
   * for a short outage meets each of these once.
   */
  private static final int MOST_BROKEN = 3;

  private static final Logger LOG = Logger.getLogger(Images.class.getName());

  private final Registry registry;
  private final Repository repository;
  private final Manifests manifests;
  private final int maxConcurrent;

  Images(Registry registry, Repository repository, int maxConcurrent) {
    this.registry = registry;
    this.repository = repository;
    this.manifests = new Manifests(registry, repository.name());
    this.maxConcurrent = maxConcurrent;
  }

  /** Empty if there is no such repository. */
  Optional<SourceImages> of(TagChoice choice) {
    choice.rules().stream()
        .filter(TagRule::needsPushTimes)
        .findFirst()
        .ifPresent(this::refusePushTimes);
    Set<Tag> wanted = new TreeSet<>(choice.tags());
    Set<String> matched = new HashSet<>();
    Optional<String> unlisted = Optional.empty();
    if (!choice.rules().isEmpty()) {
      try {
        Optional<List<Tag>> tags = TagList.read(registry, repository.name());
        if (tags.isEmpty()) {
          return Optional.empty();
        }
        TagChoice.Picked picked = choice.pick(tags.get().stream().map(TagCandidate::of).toList());
        wanted.addAll(picked.tags());
        matched.addAll(picked.matched());
      } catch (Refusal e) {
        unlisted = Optional.of(e.getMessage());
      }
    }
    Map<Tag, Digest> found = new TreeMap<>();
    Map<Tag, String> refused = new ConcurrentHashMap<>();
    Queue<TransientFailure> broken = new ConcurrentLinkedQueue<>();
    Concurrently.map(
            choice.digests(),
            maxConcurrent,
            digest ->
                given(TagChoice.tagOf(digest), () -> manifests.digest(digest), refused, broken))
        .forEach((digest, same) -> found.put(TagChoice.tagOf(digest), same));
    found.putAll(
        Concurrently.map(
            wanted,
            maxConcurrent,
            tag -> given(tag, () -> manifests.digest(tag), refused, broken)));
    if (found.isEmpty() && !broken.isEmpty()) {
      throw broken.element();
    }
    if (found.isEmpty() && refused.isEmpty() && choice.rules().isEmpty() && !isThere()) {
      return Optional.empty();
    }
    checkPicked(wanted, found.keySet(), choice, refused);
    return Optional.of(
        new SourceImages(
            found.entrySet().stream()
                .map(entry -> new SourceImage(entry.getKey(), entry.getValue()))
                .toList(),
            matched,
            refused,
            unlisted));
  }

  /** Who may not list the tags may pull them all the same, so there is a repository. */
  private boolean isThere() {
    try {
      return TagList.read(registry, repository.name()).isPresent();
    } catch (Refusal e) {
      return true;
    }
  }

  /**
   * @param refused what the registry does not give, and why
   * @param broken of these, what it fails at, though it may be well otherwise
   */
  private static Optional<Digest> given(
      Tag tag,
      Supplier<Optional<Digest>> asked,
      Map<Tag, String> refused,
      Queue<TransientFailure> broken) {
    try {
      return asked.get();
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

  /**
   * A registry that has none of the tags it lists is not well, though each 404 looks like an end;
   * one tag alone may have lost its manifest.
   */
  private void checkPicked(
      Set<Tag> wanted, Set<Tag> found, TagChoice choice, Map<Tag, String> refused) {
    Set<Tag> picked = new TreeSet<>(wanted);
    picked.removeAll(choice.tags());
    Set<Tag> missing = new TreeSet<>(picked);
    missing.removeAll(found);
    missing.removeAll(refused.keySet());
    if (!picked.isEmpty() && missing.equals(picked)) {
      if (missing.size() > 1) {
        throw new TransientFailure(
            repository + ": none of the tags that the registry lists is there (status 404)");
      }
      missing.forEach(
          tag -> refused.put(tag, repository + ":" + tag + " is listed, but has no manifest"));
    }
    missing.forEach(tag -> LOG.warning(repository + ":" + tag + " is listed but is not there"));
  }

  private void refusePushTimes(TagRule rule) {
    throw new PermanentFailure(
        "\"%s\": %s does not tell when an image was pushed; choose the newest by version instead"
            .formatted(rule.entry(), repository.registry()));
  }
}
