package replicator.list;

/** Which images of a repository an entry of the list means. */
sealed interface TagSelector permits OneDigest, TagFilter {}
