package replicator.list;

import replicator.image.Tag;

/** Every tag, {@code ALL_TAGS}. */
record AnyTag() implements TagPattern {
  static final String TEXT = "ALL_TAGS";

  @Override
  public boolean matches(Tag tag) {
    return true;
  }

  @Override
  public boolean meansSuffixes() {
    return false;
  }

  @Override
  public String text() {
    return TEXT;
  }
}
