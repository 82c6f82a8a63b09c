package replicator.list;

import java.util.List;
import replicator.image.Tag;

/**
 * Tags whose {@link TagVersion} is within bounds, {@code semver(>=1.2 <2)}.
 *
 * <p>The ranges are those of <a href="https://github.com/npm/node-semver#ranges">node-semver</a>,
 * as is what holds for suffixes: {@code 1.3.0-rc.1} is only taken where a bound names a suffix of
 * 1.3.0. They are read here because semver4j 6.0.0 finds no upper end in {@code ^0.x} and no lower
 * one in {@code ~1.2 <1.2.5}.
 *
 * @param range as typed between the parentheses
 * @param alternatives lists of bounds; all of one list must admit a version
 */
record VersionRange(String range, List<List<VersionBound>> alternatives) implements TagPattern {
  VersionRange {
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  @Override
  public boolean matches(Tag tag) {
    return TagVersion.of(tag).filter(this::admits).isPresent();
  }

  private boolean admits(TagVersion version) {
    return alternatives.stream()
        .filter(bounds -> version.isRelease() || namesSuffix(bounds, version))
        .anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.admits(version)));
  }

  private static boolean namesSuffix(List<VersionBound> bounds, TagVersion version) {
    return bounds.stream()
        .map(VersionBound::version)
        .anyMatch(named -> !named.isRelease() && named.sameNumbers(version));
  }

  @Override
  public boolean meansSuffixes() {
    return true;
  }

  @Override
  public String text() {
    return "semver(%s)".formatted(range);
  }
}
