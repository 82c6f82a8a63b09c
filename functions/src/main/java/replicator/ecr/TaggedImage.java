package replicator.ecr;

import replicator.image.Digest;
import replicator.selection.TagCandidate;

/** A tag of a repository, and what it points to. */
record TaggedImage(TagCandidate candidate, Digest digest) {}
