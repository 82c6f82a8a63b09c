package replicator.plan;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import replicator.copy.Copy;
import replicator.copy.Unavailable;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
import replicator.source.SourceImage;
import replicator.source.SourceImages;

/**
 * What a destination lacks of its source.
 *
 * @param upToDate how many wanted tags point to the same digest on both sides
 * @param aliases copies, as a person types them, whose digest the destination's repository has
 *     under another tag
 * @param matched the entries of the list that matched anything, see {@link SourceImages}
 * @param unlisted repositories that do not tell their tags, a sentence each
 */
public record Difference(
    List<Copy> copies,
    Set<String> aliases,
    int upToDate,
    List<Unavailable> unavailable,
    Set<String> matched,
    List<String> unlisted) {
  public Difference {
    copies = List.copyOf(copies);
    aliases = Set.copyOf(aliases);
    unavailable = List.copyOf(unavailable);
    matched = Set.copyOf(matched);
    unlisted = List.copyOf(unlisted);
  }

  /**
   * Compares one repository with its copy.
   *
   * @param again whether images that are equal are to be copied, too
   */
  static Difference of(
      Wanted wanted,
      RegistryHost host,
      SourceImages images,
      Map<Tag, Digest> present,
      boolean again) {
    Repository destination = new Repository(host, wanted.destination());
    List<Copy> copies = new ArrayList<>();
    Set<Tag> found = new HashSet<>();
    for (SourceImage image : images.images()) {
      found.add(image.tag());
      Optional<Digest> previous = Optional.ofNullable(present.get(image.tag()));
      if (again || !previous.equals(Optional.of(image.digest()))) {
        copies.add(Copy.of(wanted.source(), image.digest(), destination, image.tag(), previous));
      }
    }
    return new Difference(
        copies,
        aliases(copies, present),
        images.images().size() - copies.size(),
        missing(wanted, destination, found, images.refused(), present),
        images.unlisted().isPresent() ? entries(wanted) : images.matched(),
        images.unlisted().map((wanted.source() + " does not tell its tags: ")::concat).stream()
            .toList());
  }

  private static Set<String> aliases(List<Copy> copies, Map<Tag, Digest> present) {
    Set<Digest> there = new HashSet<>(present.values());
    return copies.stream()
        .filter(copy -> !copy.isAgain() && there.contains(copy.digest()))
        .map(Copy::image)
        .collect(toSet());
  }

  /** One sentence is enough for what matches nothing because nothing is told. */
  private static Set<String> entries(Wanted wanted) {
    return wanted.choice().rules().stream().map(TagRule::entry).collect(toSet());
  }

  private static List<Unavailable> missing(
      Wanted wanted,
      Repository destination,
      Set<Tag> found,
      Map<Tag, String> refused,
      Map<Tag, Digest> present) {
    TagChoice choice = wanted.choice();
    Map<Tag, String> sources = new TreeMap<>();
    refused.keySet().forEach(tag -> sources.put(tag, wanted.source() + ":" + tag));
    choice.tags().forEach(tag -> sources.put(tag, wanted.source() + ":" + tag));
    choice.digests().forEach(one -> sources.put(TagChoice.tagOf(one), wanted.source() + "@" + one));
    sources.keySet().removeAll(found);
    return sources.entrySet().stream()
        .map(
            one -> {
              String reason =
                  refused.getOrDefault(one.getKey(), "the source has no image " + one.getValue());
              Optional<Digest> previous = Optional.ofNullable(present.get(one.getKey()));
              return new Unavailable(wanted.source(), destination, one.getKey(), previous, reason);
            })
        .toList();
  }

  /** Whether the source gives none of what is wanted. */
  boolean hasNoImage() {
    return copies.isEmpty() && upToDate == 0;
  }

  /** The same, with the sizes of the images where they are known. */
  Difference sized(Map<Digest, Long> sizes) {
    return new Difference(
        copies.stream().map(copy -> copy.sized(sizes.get(copy.digest()))).toList(),
        aliases,
        upToDate,
        unavailable,
        matched,
        unlisted);
  }

  static Difference sum(Collection<Difference> parts) {
    Set<String> matched = new HashSet<>();
    Set<String> aliases = new HashSet<>();
    parts.forEach(
        part -> {
          matched.addAll(part.matched);
          aliases.addAll(part.aliases);
        });
    return new Difference(
        parts.stream().flatMap(part -> part.copies.stream()).toList(),
        aliases,
        parts.stream().mapToInt(Difference::upToDate).sum(),
        parts.stream().flatMap(part -> part.unavailable.stream()).toList(),
        matched,
        parts.stream().flatMap(part -> part.unlisted.stream()).toList());
  }
}
