package replicator.list;

import replicator.image.Tag;

/** The tag of this name. */
record OneTag(Tag tag) implements TagPattern {
  static final OneTag LATEST = new OneTag(Tag.LATEST);

  @Override
  public boolean matches(Tag other) {
    return tag.equals(other);
  }

  @Override
  public boolean meansSuffixes() {
    return true;
  }

  @Override
  public String text() {
    return tag.value();
  }
}
