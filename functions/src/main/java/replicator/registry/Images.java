package replicator.registry;

import static java.util.stream.Collectors.toMap;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import replicator.failure.TransientFailure;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.selection.TagCandidate;
import replicator.selection.TagChoice;
import replicator.source.SourceImage;
import replicator.source.SourceImages;

/** The chosen images of one repository: listed only if a rule has to see all tags. */
final class Images {
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

  SourceImages of(TagChoice choice) {
    return of(choice, listed(choice));
  }

  /**
   * What the rules pick of all tags.
   *
   * @param unlisted why the registry does not list them, so that nothing is picked
   */
  private record Listed(TagChoice.Picked picked, Optional<String> unlisted) {}

  private Listed listed(TagChoice choice) {
    if (choice.rules().isEmpty()) {
      return new Listed(choice.pick(List.of()), Optional.empty());
    }
    try {
      List<Tag> tags = TagList.read(registry, repository.name());
      return new Listed(
          choice.pick(tags.stream().map(TagCandidate::of).toList()), Optional.empty());
    } catch (Refusal e) {
      return new Listed(choice.pick(List.of()), Optional.of(e.getMessage()));
    }
  }

  private SourceImages of(TagChoice choice, Listed listed) {
    Set<Tag> wanted = new TreeSet<>(choice.tags());
    wanted.addAll(listed.picked().tags());
    Heads heads = Heads.of(manifests, choice.digests(), wanted, maxConcurrent);
    if (heads.isEmpty() && choice.rules().isEmpty()) {
      TagList.requireRegistry(registry, repository.name());
    }
    Map<Tag, String> refused = new HashMap<>(heads.refused());
    refused.putAll(lost(choice.tags(), listed.picked(), heads));
    return new SourceImages(
        heads.found().entrySet().stream()
            .map(image -> new SourceImage(image.getKey(), image.getValue()))
            .toList(),
        listed.picked().matched(),
        refused,
        listed.unlisted());
  }

  /**
   * A registry that has none of the tags it lists is not well, although each 404 looks final.
   * Single tags may have lost their manifests; but an entry that gives nothing must be heard of.
   *
   * @return what is wrong with the tags of such entries
   */
  private Map<Tag, String> lost(Set<Tag> named, TagChoice.Picked picked, Heads heads) {
    Set<Tag> there = new HashSet<>(heads.found().keySet());
    there.addAll(heads.refused().keySet());
    Set<Tag> listed = new TreeSet<>(picked.tags());
    listed.removeAll(named);
    Set<Tag> missing = new TreeSet<>(listed);
    missing.removeAll(there);
    if (missing.size() > 1 && missing.equals(listed)) {
      throw new TransientFailure(
          repository + ": none of the tags that the registry lists is there (status 404)");
    }
    missing.forEach(tag -> LOG.warning(repository + ":" + tag + " is listed but is not there"));
    return picked.byEntry().values().stream()
        .filter(tags -> Collections.disjoint(tags, there))
        .flatMap(Set::stream)
        .filter(missing::contains)
        .distinct()
        .collect(
            toMap(tag -> tag, tag -> repository + ":" + tag + " is listed, but has no manifest"));
  }
}
