package replicator.copy;

import java.util.List;

/**
 * What one task copies.
 *
 * @param number in its run, from 1
 */
public record Batch(int number, List<Copy> copies) {
  public Batch {
    copies = List.copyOf(copies);
  }
}
