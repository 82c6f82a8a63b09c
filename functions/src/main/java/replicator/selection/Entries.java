package replicator.selection;

import java.util.Set;

/**
 * The {@link TagRule#entry entries} of a list that must match something: people hear of those that
 * do not.
 *
 * @param ofOne for one repository each: what does not match there matches nowhere
 * @param ofSeveral for several: each must match in one of them
 */
public record Entries(Set<String> ofOne, Set<String> ofSeveral) {
  public static final Entries NONE = new Entries(Set.of(), Set.of());

  public Entries {
    ofOne = Set.copyOf(ofOne);
    ofSeveral = Set.copyOf(ofSeveral);
  }
}
