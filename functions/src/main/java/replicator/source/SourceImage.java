package replicator.source;

import replicator.image.Digest;
import replicator.image.Tag;

/** A tag that an image is to have, and the digest that the source has under it now. */
public record SourceImage(Tag tag, Digest digest) {}
