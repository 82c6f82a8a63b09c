package replicator.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.image.Repository;

/**
 * Packs copies into batches.
 *
 * <p>Tags of one repository stay together, since they share layers and in tasks side by side each
 * layer would travel several times. A task takes about 40 seconds to start and is billed a minute
 * at least, so small repositories share a task, until every task that may run has enough to do.
 */
public final class BatchPacker {
  /**
   * Below this a task spends longer on its start than on its copies. In units of {@link #weight}.
   */
  private static final long WORTH_A_TASK = 10;

  /**
   * About as many bytes of layers travel in the time that the requests for one small image take.
   */
  private static final long BYTES_PER_UNIT = 32L << 20;

  private static final Comparator<Load> HEAVIEST_FIRST =
      Comparator.<Load>comparingLong(load -> load.weight).reversed();

  private final int maxConcurrency;
  private final int capacity;
  private final CopySize sizes;

  /**
   * @param maxConcurrency how many run at once
   * @param capacity of a task, in the unit of sizes
   * @param sizes what copies take of the capacity
   */
  public BatchPacker(int maxConcurrency, int capacity, CopySize sizes) {
    this.maxConcurrency = maxConcurrency;
    this.capacity = capacity;
    this.sizes = sizes;
  }

  /**
   * @param taken how many numbers of batches are taken, from 1
   */
  public Batches pack(List<Copy> copies, int taken) {
    List<Load> small = new ArrayList<>();
    List<Load> first = new ArrayList<>();
    List<Load> further = new ArrayList<>();
    for (List<Copy> repository : byRepository(copies)) {
      List<Load> loads = split(repository);
      if (loads.size() == 1) {
        small.add(loads.getFirst());
      } else {
        first.add(loads.getFirst());
        further.addAll(loads.subList(1, loads.size()));
      }
    }
    first.addAll(together(small));
    // What takes longest starts first, or it would run on alone at the end.
    first.sort(HEAVIEST_FIRST);
    return new Batches(numbered(first, taken + 1), numbered(further, taken + first.size() + 1));
  }

  private static Iterable<List<Copy>> byRepository(List<Copy> copies) {
    record Pair(Repository source, Repository destination) {}
    Map<Pair, List<Copy>> groups = new LinkedHashMap<>();
    for (Copy copy : copies) {
      groups
          .computeIfAbsent(new Pair(copy.source(), copy.destination()), pair -> new ArrayList<>())
          .add(copy);
    }
    return groups.values();
  }

  private List<Load> split(List<Copy> repository) {
    List<Load> loads = new ArrayList<>();
    Load load = new Load();
    for (Copy copy : repository) {
      if (!load.copies.isEmpty() && load.size + sizes.ofCopy(copy) > capacity) {
        loads.add(load);
        load = new Load();
      }
      load.add(copy);
    }
    loads.add(load);
    return loads;
  }

  /**
   * A batch for each task that may run, as far as there is enough to do for it. If there are more
   * than run at once, they come in full rounds, since in a last round of a few the other tasks
   * would stand idle.
   */
  private List<Load> together(List<Load> loads) {
    long weight = loads.stream().mapToLong(load -> load.weight).sum();
    List<Load> batches = together(loads, Math.clamp(weight / WORTH_A_TASK, 1, maxConcurrency));
    int last = batches.size() % maxConcurrency;
    return batches.size() < maxConcurrency || last == 0
        ? batches
        : together(loads, batches.size() - last + maxConcurrency);
  }

  /**
   * Heaviest first, each to the lightest batch that has room: the batches end up about equal.
   *
   * @param wanted how many batches; there may be more, for want of room, and fewer
   */
  private List<Load> together(List<Load> loads, int wanted) {
    PriorityQueue<Load> batches = new PriorityQueue<>(HEAVIEST_FIRST.reversed());
    for (int i = 0; i < wanted; i++) {
      batches.add(new Load());
    }
    List<Load> heaviestFirst = new ArrayList<>(loads);
    heaviestFirst.sort(HEAVIEST_FIRST);
    List<Load> full = new ArrayList<>();
    for (Load load : heaviestFirst) {
      Load batch = batches.poll();
      if (batch == null || batch.size + load.size > capacity) {
        if (batch != null) {
          full.add(batch);
        }
        batch = new Load();
      }
      batch.addAll(load);
      batches.add(batch);
    }
    full.addAll(batches);
    full.removeIf(load -> load.copies.isEmpty());
    return full;
  }

  private static List<Batch> numbered(List<Load> loads, int from) {
    List<Batch> batches = new ArrayList<>();
    for (Load load : loads) {
      batches.add(new Batch(from + batches.size(), load.copies));
    }
    return batches;
  }

  private static long weight(Copy copy) {
    return 1 + copy.sizeInBytes().orElse(0) / BYTES_PER_UNIT;
  }

  private final class Load {
    private final List<Copy> copies = new ArrayList<>();
    private int size;
    private long weight;

    void add(Copy copy) {
      size += copies.isEmpty() ? sizes.ofRepository(copy) : 0;
      size += sizes.ofCopy(copy);
      weight += weight(copy);
      copies.add(copy);
    }

    void addAll(Load other) {
      copies.addAll(other.copies);
      size += other.size;
      weight += other.weight;
    }
  }
}
