package replicator.copy;

import java.util.List;
import java.util.Map;
import replicator.run.RunId;

/**
 * The status of each image, where people read it. What a run writes is kept only as long as no
 * later run has planned the same image, and what an attempt writes only while the image is COPYING
 * in that attempt: a late writer does not change the present.
 */
public interface ImageStatuses {
  /**
   * Makes all images of the batches PENDING, whatever they were. Of two runs at the same time, as
   * when a stopped one is still planning, the last to write an image has it.
   */
  void plan(RunId run, List<Batch> batches);

  /** Makes these FAILED. */
  void markUnavailable(RunId run, List<Unavailable> images);

  /**
   * As many as copies, in their order. An image that a later run has planned is {@link
   * ImageState#FAILED} in this one, and its reason names that run.
   */
  List<ImageStatus> of(RunId run, List<Copy> copies);

  /** Those of a batch that have neither arrived nor failed. */
  default List<ImageStatus> open(BatchRecord batch) {
    return of(batch.run(), batch.copies()).stream().filter(ImageStatus::isOpen).toList();
  }

  /** Makes these COPYING in the attempt, unless they have arrived or failed. */
  void markCopying(AttemptId attempt, List<Copy> copies);

  /** Makes these SUCCEEDED, whatever they were. */
  void markSucceeded(RunId run, List<Copy> copies);

  /** Makes these FAILED that are COPYING in the attempt, each for its reason. */
  void markFailed(AttemptId attempt, Map<Copy, String> reasons);

  /** Makes these PENDING again that are COPYING in the attempt, each for its reason. */
  void markPending(AttemptId attempt, Map<Copy, String> reasons);

  /** Makes these FAILED, unless they have arrived or failed before. */
  void giveUp(RunId run, Map<Copy, String> reasons);
}
