package replicator.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.selection.TagCandidate;
import replicator.selection.TagChoice;

/** A source registry whose images are put into it by hand. */
public final class InMemorySourceRegistry implements SourceRegistry {
  private final Map<Repository, Map<Tag, Digest>> repositories = new TreeMap<>();
  private final Map<Repository, RuntimeException> broken = new HashMap<>();
  private final Map<Repository, Map<Tag, String>> refused = new HashMap<>();
  private final Map<Repository, String> unlisted = new HashMap<>();
  private final Map<Digest, Long> sizes = new HashMap<>();

  /** Lets the tag point to the image. */
  public synchronized void push(Repository repository, String tag, Digest digest) {
    repositories.computeIfAbsent(repository, name -> new TreeMap<>()).put(new Tag(tag), digest);
  }

  public synchronized void delete(Repository repository, String tag) {
    repositories.computeIfAbsent(repository, name -> new TreeMap<>()).remove(new Tag(tag));
  }

  /** A repository that has no images yet. */
  public synchronized void create(Repository repository) {
    repositories.putIfAbsent(repository, new TreeMap<>());
  }

  public synchronized void size(Digest digest, long bytes) {
    sizes.put(digest, bytes);
  }

  /** From now on this repository cannot be listed. */
  public synchronized void fail(Repository repository, RuntimeException failure) {
    broken.put(repository, failure);
  }

  /** From now on these tags of this repository are not given to anybody. */
  public synchronized void refuse(Repository repository, Map<Tag, String> reasons) {
    repositories.computeIfAbsent(repository, name -> new TreeMap<>());
    refused.put(repository, reasons);
  }

  /** Does not tell the tags, and why. */
  public synchronized void hideTags(Repository repository, String reason) {
    repositories.put(repository, new TreeMap<>());
    unlisted.put(repository, reason);
  }

  @Override
  public synchronized List<Repository> repositories() {
    return List.copyOf(repositories.keySet());
  }

  @Override
  public synchronized SourceImages images(Repository repository, TagChoice choice) {
    RuntimeException failure = broken.get(repository);
    if (failure != null) {
      throw failure;
    }
    Map<Tag, Digest> tags = repositories.get(repository);
    if (tags == null) {
      return SourceImages.NONE;
    }
    SourceImages found = chosen(tags, choice);
    return new SourceImages(
        found.images(),
        found.matched(),
        refused.getOrDefault(repository, Map.of()),
        Optional.ofNullable(unlisted.get(repository)));
  }

  private static SourceImages chosen(Map<Tag, Digest> tags, TagChoice choice) {
    TagChoice.Picked picked = choice.pick(tags.keySet().stream().map(TagCandidate::of).toList());
    Set<Tag> wanted = new HashSet<>(choice.tags());
    wanted.addAll(picked.tags());
    Map<Tag, Digest> images = new TreeMap<>(tags);
    images.keySet().retainAll(wanted);
    choice.digests().stream()
        .filter(tags::containsValue)
        .forEach(digest -> images.put(TagChoice.tagOf(digest), digest));
    return new SourceImages(
        images.entrySet().stream()
            .map(image -> new SourceImage(image.getKey(), image.getValue()))
            .toList(),
        picked.matched());
  }

  @Override
  public synchronized Map<Digest, Long> sizes(Repository repository, Set<Digest> digests) {
    Map<Digest, Long> known = new HashMap<>(sizes);
    known.keySet().retainAll(digests);
    return known;
  }
}
