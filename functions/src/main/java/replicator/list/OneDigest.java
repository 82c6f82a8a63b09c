package replicator.list;

import replicator.image.Digest;

/** The image of this content, {@code @sha256:...}. */
record OneDigest(Digest digest) implements TagSelector {}
