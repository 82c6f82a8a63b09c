package replicator.copy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.run.RunId;

/** Statuses in a map; true to {@link ImageStatusesContract}. */
public final class InMemoryImageStatuses implements ImageStatuses {
  private record Key(Repository repository, Tag tag) {
    static Key of(Copy copy) {
      return new Key(copy.destination(), copy.tag());
    }
  }

  private record Row(
      RunId run, ImageState state, Optional<AttemptId> attempt, @Nullable String reason) {
    ImageStatus of(Copy copy) {
      return new ImageStatus(copy, state, Optional.ofNullable(reason), attempts());
    }

    private int attempts() {
      return attempt.map(AttemptId::attempt).orElse(0);
    }

    boolean isIn(AttemptId other) {
      return state == ImageState.COPYING && attempt.equals(Optional.of(other));
    }

    boolean isOpenIn(RunId other) {
      return run.equals(other) && (state == ImageState.PENDING || state == ImageState.COPYING);
    }

    boolean mayBeCopiedIn(AttemptId next) {
      return isOpenIn(next.run()) && (isIn(next) || attempts() < next.attempt());
    }

    Row copiedIn(AttemptId next) {
      return new Row(run, ImageState.COPYING, Optional.of(next), reason);
    }

    Row now(ImageState next, @Nullable String why) {
      return new Row(run, next, attempt, why);
    }
  }

  private final Map<Key, Row> rows = new HashMap<>();

  /** Of an image of the destination, whichever run wrote it last; empty if none did. */
  public synchronized Optional<ImageState> stateOf(Repository repository, Tag tag) {
    return Optional.ofNullable(rows.get(new Key(repository, tag))).map(Row::state);
  }

  @Override
  public synchronized void plan(RunId run, List<Batch> batches) {
    for (Batch batch : batches) {
      for (Copy copy : batch.copies()) {
        rows.put(Key.of(copy), new Row(run, ImageState.PENDING, Optional.empty(), null));
      }
    }
  }

  @Override
  public synchronized void markUnavailable(RunId run, List<Unavailable> images) {
    for (Unavailable image : images) {
      Row failed = new Row(run, ImageState.FAILED, Optional.empty(), image.reason());
      rows.merge(
          new Key(image.destination(), image.tag()),
          failed,
          (old, fresh) -> old.run().compareTo(run) > 0 ? old : fresh);
    }
  }

  @Override
  public synchronized List<ImageStatus> of(RunId run, List<Copy> copies) {
    return copies.stream().map(copy -> of(run, copy)).toList();
  }

  private ImageStatus of(RunId run, Copy copy) {
    Row row = rows.get(Key.of(copy));
    if (row != null && row.run().equals(run)) {
      return row.of(copy);
    }
    String why =
        row != null && row.run().compareTo(run) > 0
            ? "the later run %s has planned it again".formatted(row.run())
            : "its status in this run is missing from the table";
    return new ImageStatus(copy, ImageState.FAILED, Optional.of(why), 0);
  }

  @Override
  public synchronized void markCopying(AttemptId attempt, List<Copy> copies) {
    for (Copy copy : copies) {
      change(copy, row -> row.mayBeCopiedIn(attempt), row -> row.copiedIn(attempt));
    }
  }

  @Override
  public synchronized void markSucceeded(RunId run, List<Copy> copies) {
    for (Copy copy : copies) {
      change(copy, row -> row.run().equals(run), row -> row.now(ImageState.SUCCEEDED, null));
    }
  }

  @Override
  public synchronized void markFailed(AttemptId attempt, Map<Copy, String> reasons) {
    reasons.forEach(
        (copy, why) ->
            change(copy, row -> row.isIn(attempt), row -> row.now(ImageState.FAILED, why)));
  }

  @Override
  public synchronized void markPending(AttemptId attempt, Map<Copy, String> reasons) {
    reasons.forEach(
        (copy, why) ->
            change(copy, row -> row.isIn(attempt), row -> row.now(ImageState.PENDING, why)));
  }

  @Override
  public synchronized void giveUp(RunId run, Map<Copy, String> reasons) {
    reasons.forEach(
        (copy, why) ->
            change(copy, row -> row.isOpenIn(run), row -> row.now(ImageState.FAILED, why)));
  }

  private void change(Copy copy, Predicate<Row> condition, UnaryOperator<Row> change) {
    rows.computeIfPresent(
        Key.of(copy), (key, row) -> condition.test(row) ? change.apply(row) : row);
  }
}
