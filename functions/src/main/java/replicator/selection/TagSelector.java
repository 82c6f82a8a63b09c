package replicator.selection;

/**
 * Which images of a repository an entry of the list means; prints as it is typed after the name,
 * its separator included.
 */
sealed interface TagSelector permits OneDigest, TagFilter {}
