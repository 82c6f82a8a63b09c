package replicator.plan;

import org.jspecify.annotations.Nullable;
import replicator.copy.Copy;

/**
 * An image that a run would copy.
 *
 * @param from the source image, by digest
 * @param to the destination image, by tag
 * @param why NEW: the destination has no such tag; CHANGED: its tag points to another image; ALIAS:
 *     its repository has the image under another tag, so that no task is needed; AGAIN: it is equal
 *     already
 * @param previous digest that the tag points to now
 * @param bytes of its compressed layers, where the source reports them
 * @param batch the number of the task that would copy it
 */
public record DryRunImage(
    String from,
    String to,
    Reason why,
    @Nullable String previous,
    @Nullable Long bytes,
    int batch) {
  /** Why an image would be copied. */
  public enum Reason {
    NEW,
    CHANGED,
    ALIAS,
    AGAIN
  }

  static DryRunImage of(Copy copy, boolean alias, int batch) {
    return new DryRunImage(
        copy.source() + "@" + copy.digest(),
        copy.image(),
        reason(copy, alias),
        copy.previous().map(Object::toString).orElse(null),
        copy.sizeInBytes().isPresent() ? (Long) copy.sizeInBytes().getAsLong() : null,
        batch);
  }

  private static Reason reason(Copy copy, boolean alias) {
    if (copy.isAgain()) {
      return Reason.AGAIN;
    }
    if (alias) {
      return Reason.ALIAS;
    }
    return copy.previous().isPresent() ? Reason.CHANGED : Reason.NEW;
  }

  /** The approximate length of its JSON. */
  int characters() {
    return from.length() + to.length() + (previous == null ? 0 : previous.length()) + 150;
  }
}
