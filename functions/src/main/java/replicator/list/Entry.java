package replicator.list;

import replicator.image.Digest;

/**
 * One entry of a list, understood as far as is possible from its text alone.
 *
 * @param excluded whether it excludes images, {@code !}
 * @param name of a repository as typed, or with wildcards for several
 */
record Entry(boolean excluded, String name, TagSelector images) {
  boolean isForSeveral() {
    return RepositoryGlob.looksLike(name);
  }

  /** As it may be typed, with the tag where it was left out. */
  @Override
  public String toString() {
    String chosen =
        switch (images) {
          case OneDigest(Digest digest) -> "@" + digest;
          case TagFilter filter -> ":" + filter.text();
        };
    return (excluded ? "!" : "") + name + chosen;
  }
}
