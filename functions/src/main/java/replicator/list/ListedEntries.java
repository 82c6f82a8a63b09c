package replicator.list;

import java.util.Map;
import java.util.Set;
import replicator.names.Named;

/**
 * The entries of a list.
 *
 * @param ofOne those that name one repository, by repository
 * @param ofSeveral those that name repositories by a pattern
 */
record ListedEntries(
    Map<Named, Set<Entry>> ofOne, Map<Entry, RepositoryGlob> ofSeveral, Exclusions exclusions) {}
