package replicator.selection;

/** Which images of a repository an entry of the list means. */
sealed interface TagSelector permits OneDigest, TagFilter {}
