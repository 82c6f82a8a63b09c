package replicator.destination;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;
import replicator.image.Tag;

/** A destination registry that keeps what is pushed to it. */
public final class InMemoryDestinationRegistry implements DestinationRegistry {
  private final RegistryHost host;
  private final Map<RepositoryName, Map<Tag, Digest>> repositories = new TreeMap<>();
  private final Map<RepositoryName, Set<Digest>> images = new HashMap<>();
  private final Map<RepositoryName, RuntimeException> broken = new HashMap<>();
  private final Map<RepositoryName, RuntimeException> refused = new HashMap<>();
  private final List<String> puts = new ArrayList<>();
  private final Set<RepositoryName> immutable = new HashSet<>();
  private volatile Runnable listed = () -> {};

  public InMemoryDestinationRegistry(RegistryHost host) {
    this.host = host;
  }

  /** As a task does it: the image arrives, and the tag points to it. */
  public synchronized void push(RepositoryName repository, String tag, Digest digest) {
    images.computeIfAbsent(repository, name -> new HashSet<>()).add(digest);
    repositories.computeIfAbsent(repository, name -> new TreeMap<>()).put(new Tag(tag), digest);
  }

  /** The image is there, and no tag points to it. */
  public synchronized void pushUntagged(RepositoryName repository, Digest digest) {
    images.computeIfAbsent(repository, name -> new HashSet<>()).add(digest);
    repositories.putIfAbsent(repository, new TreeMap<>());
  }

  /** Tags of the repository cannot move from now on. */
  public synchronized void makeImmutable(RepositoryName repository) {
    immutable.add(repository);
  }

  /** What happens whenever all tags of a repository are asked for. */
  public void whenListed(Runnable event) {
    listed = event;
  }

  /** Every call for this repository fails from now on. */
  public synchronized void fail(RepositoryName repository, RuntimeException failure) {
    broken.put(repository, failure);
  }

  /** The repository may not be made. */
  public synchronized void refuse(RepositoryName repository, RuntimeException failure) {
    refused.put(repository, failure);
  }

  public synchronized Set<RepositoryName> repositories() {
    return Set.copyOf(repositories.keySet());
  }

  /** The tags that were put, in order. */
  public synchronized List<String> puts() {
    return List.copyOf(puts);
  }

  @Override
  public RegistryHost host() {
    return host;
  }

  @Override
  public Map<Tag, Digest> tags(RepositoryName repository) {
    listed.run();
    return present(repository);
  }

  private synchronized Map<Tag, Digest> present(RepositoryName repository) {
    check(repository);
    return Map.copyOf(repositories.getOrDefault(repository, Map.of()));
  }

  @Override
  public Map<Tag, Digest> tags(RepositoryName repository, Set<Tag> wanted) {
    Map<Tag, Digest> tags = new HashMap<>(present(repository));
    tags.keySet().retainAll(wanted);
    return tags;
  }

  @Override
  public synchronized Predicate<Tag> ensureRepository(RepositoryName repository) {
    check(repository);
    RuntimeException failure = refused.get(repository);
    if (failure != null) {
      throw failure;
    }
    repositories.putIfAbsent(repository, new TreeMap<>());
    boolean cannotMove = immutable.contains(repository);
    return tag -> cannotMove;
  }

  @Override
  public synchronized Set<Digest> images(RepositoryName repository, Set<Digest> wanted) {
    check(repository);
    Set<Digest> found = new HashSet<>(images.getOrDefault(repository, Set.of()));
    found.retainAll(wanted);
    return found;
  }

  @Override
  public synchronized boolean putTag(RepositoryName repository, Digest digest, Tag tag) {
    check(repository);
    if (!images.getOrDefault(repository, Set.of()).contains(digest)) {
      return false;
    }
    Digest present = present(repository).get(tag);
    if (immutable.contains(repository) && present != null && !present.equals(digest)) {
      throw new PermanentFailure("the tag " + tag + " is immutable");
    }
    push(repository, tag.value(), digest);
    puts.add(repository + ":" + tag);
    return true;
  }

  private void check(RepositoryName repository) {
    RuntimeException failure = broken.get(repository);
    if (failure != null) {
      throw failure;
    }
  }
}
