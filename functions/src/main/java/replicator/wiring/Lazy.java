package replicator.wiring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes something at the first call, and never again; a call that fails makes nothing. Of calls at
 * the same time each may make one of its own.
 */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> made;
  private @Nullable T value;

  Lazy(Supplier<T> made) {
    this.made = made;
  }

  @Override
  public T get() {
    T now = value;
    if (now == null) {
      now = made.get();
      value = now;
    }
    return now;
  }
}
