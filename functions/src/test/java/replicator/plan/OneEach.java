package replicator.plan;

import replicator.copy.Copy;

/** Each copy takes 1 of a task's capacity, and its repository nothing. */
public record OneEach() implements CopySize {
  @Override
  public int ofRepository(Copy copy) {
    return 0;
  }

  @Override
  public int ofCopy(Copy copy) {
    return 1;
  }
}
