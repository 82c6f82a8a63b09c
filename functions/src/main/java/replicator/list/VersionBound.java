package replicator.list;

/** One side of a version range. */
record VersionBound(Side side, TagVersion version) {
  enum Side {
    AT_LEAST,
    ABOVE,
    BELOW,
    AT_MOST
  }

  boolean admits(TagVersion other) {
    int order = other.compareTo(version);
    return switch (side) {
      case AT_LEAST -> order >= 0;
      case ABOVE -> order > 0;
      case BELOW -> order < 0;
      case AT_MOST -> order <= 0;
    };
  }
}
