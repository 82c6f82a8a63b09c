package replicator.aws;

import java.util.List;
import java.util.stream.IntStream;

/** A list cut up, because a request holds only so many. */
public final class Pieces {
  private Pieces() {}

  /**
   * @param size of all but the last, which may be smaller
   */
  public static <T> List<List<T>> of(List<T> things, int size) {
    return IntStream.range(0, Math.ceilDiv(things.size(), size))
        .mapToObj(i -> things.subList(i * size, Math.min(things.size(), (i + 1) * size)))
        .toList();
  }
}
